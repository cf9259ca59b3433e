package dev.sallyport.store.jdbc;

import dev.sallyport.change.Change;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the changes of a transaction and writes them. Immutable.
 *
 * <p>The numbers come from one row. The UPDATE that takes them holds that row until the commit, so they are in the order of the
 * commits and a rollback leaves no gap; and as it is the last thing before the commit, transactions wait for each other only that
 * long.
 */
final class ChangeWriter {
    private final @Nullable String announcement;

    /** @param announcement tells other nodes, with the commit; null where nothing does */
    ChangeWriter(@Nullable String announcement) {
        this.announcement = announcement;
    }

    /** Only as the last statements of a transaction. */
    int write(Handle handle, List<Change> changes) {
        // Before the counter, which is not to be held a moment longer than need be.
        if (announcement != null) {
            handle.execute(announcement);
        }
        int counters = handle.createUpdate("UPDATE sallyport_change_counter SET head = head + :count")
                .bind("count", changes.size())
                .execute();
        if (counters != 1) {
            throw new IllegalStateException("The table of the change counter must have one row, not " + counters);
        }
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO sallyport_change (entry_number, kind, subject)
                SELECT head - :older, :kind, :subject FROM sallyport_change_counter
                """);
        int older = changes.size();
        for (Change change : changes) {
            older--;
            batch.bind("older", older)
                    .bind("kind", change.kind().name())
                    .bind("subject", change.subject())
                    .add();
        }
        return batch.execute().length;
    }
}

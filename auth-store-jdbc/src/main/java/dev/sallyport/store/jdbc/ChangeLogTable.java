package dev.sallyport.store.jdbc;

import dev.sallyport.change.Change;
import dev.sallyport.change.ChangeLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads {@code sallyport_change}, which {@link ChangeWriter} writes. */
final class ChangeLogTable implements ChangeLog {
    /** Each row has the head; the entry is null when there is none. */
    private record Row(
            String incarnation, long head, @Nullable Entry entry) {}

    private final JdbcTransactions transactions;
    private final int kept;

    /** @param kept how many of the newest entries stay */
    ChangeLogTable(JdbcTransactions transactions, int kept) {
        this.transactions = transactions;
        this.kept = kept;
    }

    /** One statement, so that head and entries are of the same moment. */
    @Override
    public Tail readAfter(long number, int max) {
        if (max < 1) {
            throw new IllegalArgumentException("The number of entries to read is 1 or more, not " + max);
        }
        List<Row> rows = transactions.read(handle -> handle.createQuery("""
                        SELECT o.incarnation, o.head, c.entry_number, c.kind, c.subject
                        FROM sallyport_change_counter o LEFT JOIN sallyport_change c ON c.entry_number > :number
                        ORDER BY c.entry_number LIMIT :max
                        """)
                .bind("number", number)
                .bind("max", max)
                .map((row, context) -> read(row))
                .list());
        if (rows.isEmpty()) {
            throw Failure.of(new IllegalStateException(), "The table of the change counter has no row")
                    .exception();
        }
        Row first = rows.get(0);
        return new Tail(
                first.incarnation(),
                first.head(),
                rows.stream().map(Row::entry).filter(Objects::nonNull).toList());
    }

    /**
     * As the numbers have no gap, the oldest {@code max} are a range of them. The head is read before, not in the DELETE, which
     * would lock the counter that every change of every node waits for.
     */
    @Override
    public int deleteOld(int max) {
        return transactions.write(handle -> {
            long end = handle.createQuery("""
                            SELECT head, (SELECT MIN(entry_number) FROM sallyport_change) AS oldest
                            FROM sallyport_change_counter
                            """)
                    .map((row, context) -> Math.min(row.getLong("head") - kept + 1, row.getLong("oldest") + max))
                    .one();
            return handle.createUpdate("DELETE FROM sallyport_change WHERE entry_number < :end")
                    .bind("end", end)
                    .execute();
        });
    }

    private static Row read(ResultSet row) throws SQLException {
        long number = row.getLong("entry_number");
        Entry entry = row.wasNull()
                ? null
                : new Entry(number, new Change(Change.Kind.valueOf(row.getString("kind")), row.getString("subject")));
        return new Row(row.getString("incarnation"), row.getLong("head"), entry);
    }
}

package dev.sallyport.upkeep;

import dev.sallyport.audit.AuditPolicy;
import dev.sallyport.change.Transactions;
import dev.sallyport.stores.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Background work of one instance: the tasks of its services, and the deletion of expired rows. Safe for use by many threads. */
public final class Upkeep implements AutoCloseable {
    private static final Duration PURGE = Duration.ofSeconds(60);

    private final Purge purge;
    private final Housekeeping housekeeping;

    /**
     * Rows that are deleted, and when.
     *
     * @param skew by how much the clock of a node may be wrong
     * @param over the earliest time that any node can have: what ended before it is over for every node
     * @param clock for the length of a run
     */
    public record Expiry(AuditPolicy policy, Duration skew, InstantSource over, InstantSource clock) {}

    /**
     * Starts the thread.
     *
     * @param tasks beside the deletion of expired rows; without any, expired rows are not deleted either
     * @param last done once, in this order, when it is closed and no task runs any more
     */
    public Upkeep(Stores stores, Transactions transactions, Expiry expiry, List<Task> tasks, List<Task> last) {
        this.purge = new Purge(
                Purge.partsOf(stores, expiry.policy(), expiry.skew()), transactions, expiry.over(), expiry.clock());
        List<Task> all = new ArrayList<>(tasks);
        if (!all.isEmpty()) {
            all.add(new Task("remove what is over", PURGE, purge::run));
        }
        this.housekeeping = new Housekeeping(all, last);
    }

    /** Deletes now what is expired; returns how many rows went, those that went with them not counted. */
    public int purge() {
        return purge.run();
    }

    /** When a run last ended with every part done; null before the first. */
    public @Nullable Instant lastPurge() {
        return purge.lastRun();
    }

    @Override
    public void close() {
        housekeeping.close();
    }

    /** What runs again and again, for tests that let it run at once. */
    public List<Task> tasks() {
        return housekeeping.tasks;
    }

    /**
     * Work that is done again and again.
     *
     * @param what completes the sentence "Could not …"
     * @param period from the end of one turn to the begin of the next
     */
    public record Task(String what, Duration period, Runnable work) {}
}

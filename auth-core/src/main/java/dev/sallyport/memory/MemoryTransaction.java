package dev.sallyport.memory;

import dev.sallyport.change.Change;
import dev.sallyport.change.Transaction;
import java.util.ArrayList;
import java.util.List;

/** The transaction of one thread, until that ends. */
final class MemoryTransaction implements Transaction {
    private final Thread owner = Thread.currentThread();
    private final List<Change> changes = new ArrayList<>();
    private boolean failed;
    private boolean ended;

    /** Holds already: there is one transaction at a time. */
    @Override
    public void lock(String name) {
        requireOwner();
    }

    @Override
    public void changed(Change change) {
        requireOwner();
        changes.add(change);
    }

    List<Change> changes() {
        return changes;
    }

    void fail() {
        failed = true;
    }

    void end() {
        ended = true;
    }

    void requireSound() {
        if (failed) {
            throw new IllegalStateException("A call that joined this transaction failed, so all of it was rolled back;"
                    + " let the exception of such a call leave the transaction");
        }
    }

    private void requireOwner() {
        if (ended || owner != Thread.currentThread()) {
            throw new IllegalStateException(
                    "A transaction is for the thread that runs it, until its work returns; this one is "
                            + (ended ? "over" : "another thread's"));
        }
    }
}

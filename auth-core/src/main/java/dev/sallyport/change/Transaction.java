package dev.sallyport.change;

/** What work inside {@link Transactions#inTransaction} may ask of its transaction. For the thread that does the work only. */
public interface Transaction {
    /**
     * Waits for, and holds until the transaction ends, the lock of that name: of several nodes one at a time goes on. Names
     * may share a lock, so take one per transaction at most.
     */
    void lock(String name);

    /**
     * Waits for, and holds, the lock of one owner: what opens a session of theirs and what changes them take turns. Taken
     * before anything is read that a change could make untrue.
     */
    default void lockOwner(String ownerId) {
        lock("sessions:" + ownerId);
    }

    /** Records a change; it is numbered and written as the last statement before the commit. */
    void changed(Change change);
}

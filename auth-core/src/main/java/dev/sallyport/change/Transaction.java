package dev.sallyport.change;

/** What work inside {@link Transactions#inTransaction} may ask of its transaction. For the thread that does the work only. */
public interface Transaction {
    /**
     * Waits for, and holds until the transaction ends, the lock of that name: of several nodes one at a time goes on. Names
     * may share a lock, so take one per transaction at the most.
     */
    void lock(String name);

    /** Records a change; it is numbered and written as the last statement before the commit. */
    void changed(Change change);
}

package dev.sallyport.user;

import java.util.List;

/** One login attempt that has been counted. For the thread that makes it. */
public final class Attempt {
    private final AttemptStore store;
    private final List<Integer> slots;
    private final boolean locked;
    private final boolean knownDevice;

    Attempt(AttemptStore store, List<Integer> slots, boolean locked, boolean knownDevice) {
        this.store = store;
        this.slots = slots;
        this.locked = locked;
        this.knownDevice = knownDevice;
    }

    /** Whether the login must fail, whatever the password. Never to be told: it looks like a wrong password. */
    public boolean locked() {
        return locked;
    }

    /** Whether a genuine device cookie of this account came with it. Otherwise give the client one when the login succeeds. */
    public boolean knownDevice() {
        return knownDevice;
    }

    /**
     * Forgets the failures in the budgets that this attempt counted in. Only for a login that is complete, second factor
     * included.
     *
     * @throws IllegalStateException when the attempt is locked
     * @throws dev.sallyport.change.StoreException when the backend fails
     */
    public void succeeded() {
        if (locked) {
            throw new IllegalStateException("A locked attempt cannot succeed: ask locked() before the login goes on");
        }
        store.reset(slots);
    }
}

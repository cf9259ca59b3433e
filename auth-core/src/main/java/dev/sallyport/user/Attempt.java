package dev.sallyport.user;

import java.time.Instant;
import java.util.List;

/** One login attempt that has been counted. For the thread that makes it. */
public final class Attempt {
    private final LoginAttempts attempts;
    private final List<Integer> slots;
    private final Instant counted;
    private final boolean locked;
    private final boolean knownDevice;

    Attempt(LoginAttempts attempts, List<Integer> slots, Instant counted, boolean locked, boolean knownDevice) {
        this.attempts = attempts;
        this.slots = List.copyOf(slots);
        this.counted = counted;
        this.locked = locked;
        this.knownDevice = knownDevice;
    }

    /** Tells whether the login must fail, whatever the password. Never to be told: it looks like a wrong password. */
    public boolean locked() {
        return locked;
    }

    /** Tells whether a genuine device cookie of this account came with it. Otherwise give the client one when the login succeeds. */
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
        attempts.reset(slots);
    }

    /**
     * Takes this attempt out of the count again and leaves the others: for one that nobody looked at, because hashing was busy or
     * the store failed, and for a right password that lacks a code. When the backend fails now, it is done before a later attempt.
     */
    public void takeBack() {
        attempts.takeBack(slots, counted);
    }
}

package dev.sallyport.user;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Failed logins, counted in a fixed number of slots: rows are shared by whatever hashes to them and are never evicted, so a
 * flood cannot push a counter out. Safe for use by many threads; every method throws {@link
 * dev.sallyport.change.StoreException} when the backend fails,
 * and takes part in the transaction of its thread where there is one.
 */
public interface AttemptStore {
    /** Slots are numbered from 0 to one less than this. */
    int SLOTS = 1 << 18;

    /**
     * Adds one to each slot (two where it is named twice), as one durable step, and answers each count after it, in the same order.
     * A slot whose window began {@code window} or longer before {@code now} starts again at one. One whose window begins after
     * {@code now}, because a clock was wrong, keeps its count and begins now: it is over in one window at the latest.
     */
    List<Integer> increment(List<Integer> slots, Instant now, Duration window);

    /** What is counted in a slot, without counting; empty when nothing was since the last reset. Its window may be over. */
    Optional<Attempts> find(int slot);

    /**
     * Failures in a slot.
     *
     * @param windowStart when the first of them was counted
     */
    record Attempts(Instant windowStart, int count) {}

    /** Sets each slot back to zero, as one durable step. */
    void reset(List<Integer> slots);

    /**
     * Takes one from each slot that has any and whose window did not begin after {@code counted}, when they were added, as one
     * durable step. A store that does not know how leaves them counted, which lets nobody in.
     */
    default void takeBack(List<Integer> slots, Instant counted) {}
}

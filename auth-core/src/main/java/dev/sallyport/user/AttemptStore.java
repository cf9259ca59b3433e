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
    int SLOTS = 1 << 16;

    /**
     * Adds one to each slot (two where it is named twice), as one durable step, and answers each count after it, in the same order. A slot whose window
     * began {@code window} or longer before {@code now} starts again at one.
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
}

package dev.sallyport.user;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Lets a bounded number of hashes run and a bounded number of callers wait, first come first served. Thread-safe. */
final class HashingSlots {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final HashingPolicy policy;
    private final Semaphore places;
    private final AtomicInteger inside = new AtomicInteger();

    HashingSlots(HashingPolicy policy) {
        this.policy = policy;
        this.places = new Semaphore(policy.parallel(), true);
    }

    /**
     * @param weight the places this work takes; more than there are counts as all of them
     * @throws HashingBusyException when too many wait already, when the wait was too long, or when the thread was interrupted
     */
    <T> T run(int weight, Supplier<T> work) {
        int taken = Math.min(weight, policy.parallel());
        try {
            if (inside.incrementAndGet() > policy.parallel() + policy.waiting()) {
                throw busy("too many callers wait");
            }
            await(taken);
            try {
                return work.get();
            } finally {
                places.release(taken);
            }
        } finally {
            inside.decrementAndGet();
        }
    }

    /** Number of callers that hash or wait for it. */
    int inside() {
        return inside.get();
    }

    private void await(int taken) {
        try {
            // Only the timed form of tryAcquire keeps to the queue.
            if (!places.tryAcquire(taken, policy.maxWait().toNanos(), TimeUnit.NANOSECONDS)) {
                throw busy("a caller waited for " + policy.maxWait());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy("the thread was interrupted");
        }
    }

    private HashingBusyException busy(String why) {
        return new HashingBusyException(
                "Password hashing is busy: " + why + " (parallel=" + policy.parallel() + " waiting=" + policy.waiting()
                        + " inside=" + inside.get() + ")",
                RETRY_AFTER);
    }
}

package dev.sallyport.user;

import dev.sallyport.change.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Takes attempts back, later where the store cannot be reached: an outage in the middle of a login costs nobody an attempt. What
 * is owed is in this node's memory and bounded; beyond that, attempts stay counted. Safe for use by many threads.
 */
final class OwedAttempts {
    private static final int MOST = 1_000;
    private static final int AT_A_TIME = 20;

    private final AttemptStore store;
    private final Queue<Owed> owed = new ArrayBlockingQueue<>(MOST);

    private record Owed(List<Integer> slots, Instant counted) {}

    OwedAttempts(AttemptStore store) {
        this.store = store;
    }

    void takeBack(List<Integer> slots, Instant counted) {
        if (slots.isEmpty()) {
            return;
        }
        Owed attempt = new Owed(List.copyOf(slots), counted);
        try {
            store.takeBack(attempt.slots(), attempt.counted());
        } catch (StoreException e) {
            // The login is being answered as unavailable for the same reason, with a line in the log.
            owed.offer(attempt);
        }
    }

    /**
     * Before another attempt counts.
     *
     * @throws StoreException when the store still cannot be reached
     */
    void settle() {
        for (int i = 0; i < AT_A_TIME; i++) {
            @Nullable Owed next = owed.poll();
            if (next == null) {
                return;
            }
            try {
                store.takeBack(next.slots(), next.counted());
            } catch (StoreException e) {
                owed.offer(next);
                throw e;
            }
        }
    }
}

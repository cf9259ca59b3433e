package dev.sallyport.user;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets a bounded number of passwords be looked at and a bounded number of callers wait, so that nobody who sends many keeps the
 * others out. Safe for use by many threads; for one node.
 *
 * <ul>
 *   <li>One {@link Turn#budget} has one place: of many logins of one account at the same moment each finds the count as the one
 *       before it left it, and a right password is never refused for those beside it.
 *   <li>One account has half of the places, one network three quarters.
 *   <li>Known devices go first, then other logins, then confirmations of somebody who is logged in; each gets its share all the
 *       same. Among those alike, whose network has the fewest places goes first.
 *   <li>When too many wait, one of the network that waits most gives way, unless that is the newcomer's.
 * </ul>
 *
 * <p>Names that are known and names that are not are treated alike: waiting tells nothing of them.
 *
 * <p>See decision 0096.
 */
public final class LoginPlaces {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /** Who goes first, in this order. */
    public enum Lane {
        KNOWN_DEVICE,
        LOGIN,
        CONFIRMATION
    }

    /**
     * Who asks for a place.
     *
     * @param account whose password is looked at
     * @param budget the budget of attempts that it counts in
     * @param network where the caller is
     */
    public record Turn(Lane lane, String account, String budget, String network) {}

    private final int places;
    private final int queue;
    private final Duration maxWait;

    // All guarded by this.
    private final TakenPlaces taken;
    private final List<Waiter> waiters = new ArrayList<>();
    private long turns;

    private static final class Waiter {
        private final Turn turn;
        private final Semaphore called = new Semaphore(0);
        private boolean started;

        Waiter(Turn turn) {
            this.turn = turn;
        }
    }

    private LoginPlaces(int places, int queue, Duration maxWait) {
        this.places = places;
        this.taken = new TakenPlaces(places);
        this.queue = queue;
        this.maxWait = maxWait;
    }

    /** Two for each hash that may run: while one hashes, another writes and reads. */
    public static LoginPlaces ofHashes(HashingPolicy policy) {
        return new LoginPlaces(2 * policy.parallel(), policy.waiting(), policy.maxWait());
    }

    /** For passwords that are looked at elsewhere. */
    public static LoginPlaces ofElsewhere(HashingPolicy policy) {
        return new LoginPlaces(policy.parallel() + Math.max(1, policy.waiting()), policy.waiting(), policy.maxWait());
    }

    /** @throws HashingBusyException when too many wait already, when the wait was too long, or when the thread was interrupted */
    public <T> T run(Turn turn, Supplier<T> work) {
        enter(turn);
        try {
            return work.get();
        } finally {
            leave(turn);
        }
    }

    private void enter(Turn turn) {
        Waiter waiter;
        synchronized (this) {
            if (taken.hasRoomFor(turn)) {
                start(turn);
                return;
            }
            if (waiters.size() >= queue) {
                makeRoom(turn);
            }
            waiter = new Waiter(turn);
            waiters.add(waiter);
        }
        String why = await(waiter);
        if (!why.isEmpty()) {
            throw busy(why);
        }
    }

    /** @return why it has no place; empty when it has one */
    private String await(Waiter waiter) {
        boolean interrupted = false;
        try {
            boolean unused = waiter.called.tryAcquire(maxWait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            interrupted = true;
        }
        synchronized (this) {
            if (waiter.started && interrupted) {
                end(waiter.turn);
            }
            if (waiter.started) {
                return interrupted ? "the thread was interrupted" : "";
            }
            return waiters.remove(waiter)
                    ? interrupted ? "the thread was interrupted" : "a caller waited for " + maxWait
                    : "too many callers wait";
        }
    }

    private synchronized void leave(Turn turn) {
        end(turn);
    }

    private void end(Turn turn) {
        taken.remove(turn);
        for (Waiter next = next(); next != null; next = next()) {
            waiters.remove(next);
            start(next.turn);
            next.started = true;
            next.called.release();
        }
    }

    private void start(Turn turn) {
        taken.add(turn);
        turns++;
    }

    private @Nullable Waiter next() {
        if (taken.areAll()) {
            return null;
        }
        Lane first = first();
        return waiters.stream()
                .filter(waiter -> taken.hasRoomFor(waiter.turn))
                .min(Comparator.<Waiter, Boolean>comparing(waiter -> waiter.turn.lane() != first)
                        .thenComparing(waiter -> waiter.turn.lane())
                        .thenComparingLong(waiter -> taken.ofNetwork(waiter.turn.network())))
                .orElse(null);
    }

    /** Every fourth turn goes to one of the lanes behind, so that none waits for ever. */
    private Lane first() {
        if (turns % 4 != 3) {
            return Lane.KNOWN_DEVICE;
        }
        return turns % 8 == 3 ? Lane.LOGIN : Lane.CONFIRMATION;
    }

    /** Number of callers that wait for a place. */
    public synchronized int waiting() {
        return waiters.size();
    }

    /** For tests: whether such a caller is in the queue. */
    synchronized boolean isWaiting(Turn turn) {
        return waiters.stream().anyMatch(waiter -> waiter.turn.equals(turn));
    }

    private void makeRoom(Turn newcomer) {
        Map<String, Long> waiting = waiters.stream()
                .collect(Collectors.groupingBy(waiter -> waiter.turn.network(), HashMap::new, Collectors.counting()));
        long own = waiting.getOrDefault(newcomer.network(), 0L);
        Waiter most = null;
        for (Waiter waiter : waiters) {
            // The newest of those alike: who has waited longest goes on waiting.
            if (waiter.turn.lane().compareTo(newcomer.lane()) >= 0
                    && (most == null || waitsMore(waiter.turn, most.turn, waiting))) {
                most = waiter;
            }
        }
        if (most == null || !givesWay(most.turn, newcomer, waiting.getOrDefault(most.turn.network(), 0L), own)) {
            throw busy("too many callers wait");
        }
        waiters.remove(most);
        most.called.release();
    }

    private static boolean waitsMore(Turn one, Turn other, Map<String, Long> waiting) {
        long more = waiting.getOrDefault(one.network(), 0L) - waiting.getOrDefault(other.network(), 0L);
        return more > 0 || (more == 0 && one.lane().compareTo(other.lane()) >= 0);
    }

    private static boolean givesWay(Turn waiting, Turn newcomer, long count, long own) {
        return waiting.lane() == newcomer.lane() ? own < count : own <= count;
    }

    private HashingBusyException busy(String why) {
        return new HashingBusyException(
                "Looking at passwords is busy: " + why + " (places=" + places + " queue=" + queue + ")", RETRY_AFTER);
    }
}

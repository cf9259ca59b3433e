package dev.sallyport.audit;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Events on their way to the store: a second or so late, and lost when the process dies before that. Safe for use by many threads.
 *
 * <p>Each type has a budget of its own, so that a flood of failed logins hides nothing but failed logins: what is beyond it is
 * counted, and once a minute the number becomes an event. No owner has more than a share of it, and the first events of each have a
 * reserve besides, so that nobody hides what concerns somebody else. So the rows of a node are bounded whatever comes, and what
 * waits is bounded too while the store cannot be reached.
 *
 * <p>See decision 0049.
 */
final class AuditWriteBehind {
    private static final int MAX_WAITING = 10_000;
    private static final int BATCH = 500;
    private static final int BURST_MINUTES = 10;
    private static final long MINUTE = 60_000;

    private final AuditStore store;
    private final InstantSource clock;
    private final int perMinute;
    private final Deque<AuditEvent> waiting = new ArrayDeque<>();
    private final Map<AuditEvent.Type, Budget> budgets = new EnumMap<>(AuditEvent.Type.class);

    /** For the first few events of an owner, when others have used up the budget. */
    private final Map<AuditEvent.Type, Budget> reserves = new EnumMap<>(AuditEvent.Type.class);

    private final NoticeShares userRights;
    private long reportedAtMillis;
    private long leftOut;

    AuditWriteBehind(AuditStore store, InstantSource clock, SecureRandom random, int perMinute) {
        this.userRights = new NoticeShares(clock, random, perMinute);
        this.store = store;
        this.clock = clock;
        this.perMinute = perMinute;
        this.reportedAtMillis = clock.millis();
    }

    /** No I/O. */
    synchronized void add(AuditEvent event) {
        if (waiting.size() < MAX_WAITING && hasRoom(event)) {
            waiting.add(event);
        } else {
            leave(budgetOf(event.type()), event.at());
        }
    }

    /** Tells whether an event that is written at once has room in the budgets; if not, it is counted. */
    synchronized boolean admits(AuditEvent event) {
        boolean admitted = hasRoom(event);
        if (!admitted) {
            leave(budgetOf(event.type()), event.at());
        }
        return admitted;
    }

    private boolean hasRoom(AuditEvent event) {
        Budget budget = budgetOf(event.type());
        long now = clock.millis();
        return event.owner() == null
                ? budget.takeAt(now, perMinute)
                : (userRights.hasShare(event.type(), event.owner()) && budget.takeAt(now, perMinute))
                        || (userRights.hasReserve(event.type(), event.owner())
                                && reserves.computeIfAbsent(event.type(), any -> newBudget())
                                        .takeAt(now, perMinute));
    }

    /** One that has a row to come, whatever the budget says. */
    synchronized void addAgain(AuditEvent event) {
        if (waiting.size() < MAX_WAITING) {
            waiting.add(event);
        } else {
            leave(budgetOf(event.type()), event.at());
        }
    }

    private Budget budgetOf(AuditEvent.Type type) {
        return budgets.computeIfAbsent(type, any -> newBudget());
    }

    private Budget newBudget() {
        return new Budget(perMinute * BURST_MINUTES);
    }

    private void leave(Budget budget, Instant at) {
        leftOut++;
        if (budget.leftOut++ == 0) {
            budget.leftOutSince = at;
        }
    }

    synchronized int size() {
        return waiting.size();
    }

    /** How many were counted only, since the start. */
    synchronized long leftOut() {
        return leftOut;
    }

    /**
     * Writes what waits.
     *
     * @throws dev.sallyport.change.StoreException when the backend fails; what was not written goes on waiting
     */
    void flush() {
        reportLeftOut(false);
        writeAll();
    }

    /** The last one of this process: numbers that would wait for the end of a minute are written too. */
    void close() {
        reportLeftOut(true);
        writeAll();
    }

    private void writeAll() {
        for (List<AuditEvent> batch = take(); !batch.isEmpty(); batch = take()) {
            boolean written = false;
            try {
                store.insert(batch);
                written = true;
            } finally {
                if (!written) {
                    putBack(batch);
                }
            }
        }
    }

    private synchronized List<AuditEvent> take() {
        List<AuditEvent> batch = new ArrayList<>();
        while (batch.size() < BATCH && !waiting.isEmpty()) {
            batch.add(waiting.remove());
        }
        return batch;
    }

    private synchronized void putBack(List<AuditEvent> batch) {
        for (int i = batch.size() - 1; i >= 0; i--) {
            waiting.addFirst(batch.get(i));
        }
    }

    private synchronized void reportLeftOut(boolean now) {
        long millis = clock.millis();
        if (!now && Math.abs(millis - reportedAtMillis) < MINUTE) {
            return;
        }
        reportedAtMillis = millis;
        budgets.forEach((type, budget) -> {
            if (budget.leftOut > 0) {
                waiting.add(budget.report(type, Instant.ofEpochMilli(millis)));
            }
        });
    }

    /** What one type may still have, and what it had to leave out. */
    private static final class Budget {
        private final int most;
        private double left;
        private long filledAtMillis = Long.MIN_VALUE;
        private long leftOut;
        private Instant leftOutSince = Instant.MIN;

        Budget(int most) {
            this.most = most;
            this.left = most;
        }

        boolean takeAt(long millis, int perMinute) {
            if (filledAtMillis != Long.MIN_VALUE && millis > filledAtMillis) {
                left = Math.min(most, left + (double) (millis - filledAtMillis) * perMinute / MINUTE);
            }
            filledAtMillis = millis;
            if (left < 1) {
                return false;
            }
            left--;
            return true;
        }

        AuditEvent report(AuditEvent.Type type, Instant at) {
            Map<String, String> details =
                    Map.of("type", type.name(), "count", Long.toString(leftOut), "since", leftOutSince.toString());
            leftOut = 0;
            return AuditEvent.ofInstance(at, AuditEvent.Type.NOTICES_LEFT_OUT, details);
        }
    }
}

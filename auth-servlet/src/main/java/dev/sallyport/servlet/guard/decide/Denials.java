package dev.sallyport.servlet.guard.decide;

import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.caller.Caller;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.outcome.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Records refused requests for the audit, sparingly: who is refused at will must not fill the record at will. Safe for use by
 * many threads.
 *
 * <p>There is a fixed number of slots; caller or address, resource and cause say which one a denial falls into, and each slot
 * records one event a minute and counts the others. The next event of the slot tells how many were left out. So a flood costs at
 * most {@value #SLOTS} events a minute, and two denials that happen to share a slot may leave one of them counted only.
 */
public final class Denials {
    private static final int SLOTS = 1024;
    private static final int COUNT_BITS = 24;
    private static final long MAX_COUNT = (1L << COUNT_BITS) - 1;

    private final AuditSink audit;
    private final InstantSource clock;

    /** Each slot: the minute of its last event, and how many denials came since. */
    private final AtomicLongArray slots = new AtomicLongArray(SLOTS);

    public Denials(AuditSink audit, InstantSource clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Expired tokens, missing ones and full limits are everyday; the rest may be someone trying doors, and is recorded.
     *
     * @param caller null when no good credential came
     */
    public void recordIfTelling(@Nullable Caller caller, ClientAddress address, String resource, Refusal.Cause cause) {
        switch (cause) {
            case INVALID_TOKEN -> record(null, address, resource, cause);
            case FORBIDDEN, INSUFFICIENT_SCOPE -> {
                if (caller != null) {
                    record(caller, address, resource, cause);
                }
            }
            default -> {}
        }
    }

    /** @param caller null when the credential was not good */
    void record(@Nullable Caller caller, ClientAddress address, String resource, Refusal.Cause cause) {
        Instant now = clock.instant();
        int slot = Objects.hash(caller == null ? address : caller.id(), resource, cause) & (SLOTS - 1);
        long minute = Math.floorDiv(now.getEpochSecond(), 60);
        while (true) {
            long before = slots.get(slot);
            long leftOut = before & MAX_COUNT;
            boolean isDue = before >>> COUNT_BITS != minute;
            long after = isDue ? minute << COUNT_BITS : before + (leftOut < MAX_COUNT ? 1 : 0);
            if (slots.compareAndSet(slot, before, after)) {
                if (isDue) {
                    audit.record(event(now, caller, address, resource, cause, leftOut));
                }
                return;
            }
        }
    }

    private static AuditEvent event(
            Instant now,
            @Nullable Caller caller,
            ClientAddress address,
            String resource,
            Refusal.Cause cause,
            long leftOut) {
        return new AuditEvent(
                now,
                AuditEvent.Type.ACCESS_DENIED,
                caller == null ? null : caller.id(),
                caller == null ? null : caller.id(),
                caller == null ? null : caller.credentialId() != null ? caller.credentialId() : caller.sessionId(),
                address.text(),
                Map.of("cause", cause.name(), "resource", resource, "left_out", Long.toString(leftOut)));
    }
}

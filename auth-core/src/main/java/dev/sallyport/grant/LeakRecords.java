package dev.sallyport.grant;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.environment.Environment;
import dev.sallyport.leak.LeakPolicy;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.limit.RateLimiter;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the audit says of reported credentials. One that goes on is recorded once a day, however often it is reported: whoever has a
 * genuine credential could fill the record with it otherwise. Safe for use by many threads.
 */
final class LeakRecords {
    private static final RateLimit ONCE = RateLimit.parse("1/day");

    private final RateLimiter limiter;
    private final InstantSource clock;
    private final AuditSink audit;

    LeakRecords(RateLimiter limiter, Environment environment) {
        this.limiter = limiter;
        this.clock = environment.clock();
        this.audit = environment.audit();
    }

    /** Of one that has ended. */
    void ended(HeldCredential held, Actor reporter) {
        record(held, LeakPolicy.Action.REVOKE, reporter, Map.of("result", "revoked"));
    }

    /** Of one that was to end, and did not. */
    void failed(HeldCredential held, Actor reporter) {
        if (isFirst("failed", held)) {
            record(held, LeakPolicy.Action.REVOKE, reporter, Map.of("result", "failed"));
        }
    }

    /** Of one that goes on, as the policy says. */
    void flagged(HeldCredential held, Actor reporter) {
        if (isFirst("flagged", held)) {
            record(held, LeakPolicy.Action.FLAG, reporter, Map.of());
        }
    }

    private boolean isFirst(String what, HeldCredential held) {
        String named = held.id() == null ? held.owner() : held.id();
        return limiter.acquire("leak-" + what + ":" + held.kind() + " " + named, ONCE)
                .allowed();
    }

    private void record(HeldCredential held, LeakPolicy.Action action, Actor reporter, Map<String, String> result) {
        Map<String, String> details = new LinkedHashMap<>(result);
        details.put("kind", held.kind());
        details.put("action", action.name().toLowerCase(Locale.ROOT));
        audit.record(reporter.event(
                clock.instant(), AuditEvent.Type.CREDENTIAL_LEAKED, held.owner(), held.id(), Map.copyOf(details)));
    }
}

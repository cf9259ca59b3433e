package dev.sallyport.store.redis;

import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.log.RareLines;
import io.lettuce.core.RedisCommandExecutionException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says once, not for each request, when limits stop or begin to be shared: one log line and one audit event. Safe for use by many
 * threads.
 */
final class Notices {
    /** The code at the start of an error; the rest may name keys. */
    private static final Pattern CODE = Pattern.compile("^[A-Z]{1,20}\\b");

    private final RareLines breaks;
    private final RareLines returns;
    private final RareLines badCounters;
    private final String server;
    private final InstantSource clock;
    private @Nullable AuditSink sink;
    private @Nullable Boolean shared;
    private String reason = "";

    /** @param log logger of a class that the application sees, so that an operator finds these lines under its name */
    Notices(Logger log, String server, InstantSource clock) {
        this.breaks = new RareLines(log);
        this.returns = new RareLines(log);
        this.badCounters = new RareLines(log);
        this.server = server;
        this.clock = clock;
    }

    /** Where events go from now on. That limits are not shared at this moment is told at once. */
    synchronized void auditTo(AuditSink target) {
        sink = target;
        if (Boolean.FALSE.equals(shared)) {
            record(AuditEvent.Type.RATE_LIMITS_LOCAL);
        }
    }

    /** Limits count for this node alone from now on. */
    synchronized void local(Throwable cause) {
        if (Boolean.FALSE.equals(shared)) {
            return;
        }
        shared = false;
        reason = reason(cause);
        breaks.log(
                Level.WARNING,
                "Redis at " + server + " " + reason + ": rate limits count for this node alone until it answers again");
        record(AuditEvent.Type.RATE_LIMITS_LOCAL);
    }

    /** Limits are shared from now on. */
    synchronized void shared() {
        if (Boolean.TRUE.equals(shared)) {
            return;
        }
        boolean back = shared != null;
        shared = true;
        reason = "";
        returns.log(Level.INFO, "Rate limits are shared through Redis at " + server + (back ? " again" : ""));
        if (back) {
            record(AuditEvent.Type.RATE_LIMITS_SHARED);
        }
    }

    /** One counter is none of ours. */
    void badCounter() {
        badCounters.log(
                Level.WARNING,
                "Redis at " + server + " holds something else where a counter of a rate limit belongs, so this node"
                        + " counts that limit alone: give each application a prefix of its own");
    }

    private void record(AuditEvent.Type type) {
        AuditSink target = sink;
        if (target != null) {
            Map<String, String> details =
                    reason.isEmpty() ? Map.of("redis", server) : Map.of("redis", server, "reason", reason);
            target.record(AuditEvent.ofInstance(clock.instant(), type, details));
        }
    }

    private static String reason(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return "did not answer in time";
        }
        if (cause instanceof RedisCommandExecutionException) {
            Matcher code = CODE.matcher(String.valueOf(cause.getMessage()));
            return code.find() ? "answered " + code.group() : "answered with an error";
        }
        return "is not connected";
    }
}

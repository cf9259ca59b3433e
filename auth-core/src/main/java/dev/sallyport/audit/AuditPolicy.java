package dev.sallyport.audit;

import java.time.Duration;

/**
 * How much of the audit is kept in the store. What goes to the {@link AuditSink} is not concerned. Immutable.
 *
 * @param retention how long an event is kept, 1 day to 10 years
 * @param noticesPerMinute how many events of one type that anybody can cause, such as failed logins, a node keeps in a minute on
 *     average, 1 to 10,000; ten times as many at once. The others are counted, and their number is kept
 */
public record AuditPolicy(Duration retention, int noticesPerMinute) {
    private static final Duration SHORTEST = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(3_660);
    private static final int MOST = 10_000;

    /** @throws IllegalArgumentException when a setting is out of its range */
    public AuditPolicy {
        if (retention.compareTo(SHORTEST) < 0 || retention.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("retention is 1 day to 10 years, not " + retention);
        }
        if (noticesPerMinute < 1 || noticesPerMinute > MOST) {
            throw new IllegalArgumentException("noticesPerMinute is 1 to " + MOST + ", not " + noticesPerMinute);
        }
    }

    /** 90 days, 60 notices of a type in a minute. */
    public static AuditPolicy defaults() {
        return new AuditPolicy(Duration.ofDays(90), 60);
    }

    public AuditPolicy withRetention(Duration value) {
        return new AuditPolicy(value, noticesPerMinute);
    }

    public AuditPolicy withNoticesPerMinute(int value) {
        return new AuditPolicy(retention, value);
    }
}

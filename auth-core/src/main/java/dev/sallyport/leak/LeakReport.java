package dev.sallyport.leak;

import java.time.Instant;

/**
 * A report that waits for its work. Immutable.
 *
 * @param sealed what was presented, and from where; opens under the master key and in this row only
 * @param claimedUntil until when somebody is at work on it; in the past when nobody is
 */
public record LeakReport(String id, String sealed, Instant reportedAt, Instant claimedUntil) {}

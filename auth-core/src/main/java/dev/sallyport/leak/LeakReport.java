package dev.sallyport.leak;

import dev.sallyport.secret.Sealed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A report that waits for its work. Immutable.
 *
 * @param sealed what was presented, and from where; opens under the master key and in this row only
 * @param claimedUntil until when somebody is at work on it; in the past when nobody is
 * @param audience the application that took it in; null in a row of before there were audiences, which any application works on
 */
public record LeakReport(
        String id,
        Sealed sealed,
        Instant reportedAt,
        Instant claimedUntil,
        @Nullable String audience) {}

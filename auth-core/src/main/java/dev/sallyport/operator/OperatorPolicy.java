package dev.sallyport.operator;

import java.time.Duration;

/**
 * Requirements for operators beyond their scopes. Immutable.
 *
 * @param secondFactor whether every action requires a login with a second factor
 * @param maxLoginAge maximum age of a login that makes changes, 1 minute to 24 hours
 */
public record OperatorPolicy(boolean secondFactor, Duration maxLoginAge) {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(24);

    /** @throws IllegalArgumentException when the age is out of its range */
    public OperatorPolicy {
        if (maxLoginAge.compareTo(SHORTEST) < 0 || maxLoginAge.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "OperatorPolicy.maxLoginAge is " + SHORTEST + " to " + LONGEST + ", not " + maxLoginAge);
        }
    }

    /** Requires a second factor, and a login of the last 10 minutes for changes. */
    public static OperatorPolicy defaults() {
        return new OperatorPolicy(true, Duration.ofMinutes(10));
    }

    /** Requires a second factor, or does not. */
    public OperatorPolicy withSecondFactor(boolean required) {
        return new OperatorPolicy(required, maxLoginAge);
    }

    /** @throws IllegalArgumentException when it is out of its range */
    public OperatorPolicy withMaxLoginAge(Duration value) {
        return new OperatorPolicy(secondFactor, value);
    }
}

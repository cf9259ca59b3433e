package dev.sallyport.apikey;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Terms of new and changed API keys: their life, whether they must name scopes, and whether names must be unique.
 * Existing keys are not touched. Immutable.
 *
 * @param lifetime how long a key may live
 * @param scopesRequired whether a key must name at least one scope, so that none has all that its owner has
 * @param uniqueNames whether two live keys of one owner may not have one name, upper and lower case alike
 * @param rotationAge the age from which forms advise to rotate a key; null for no advice
 */
public record KeyTerms(
        Lifetime lifetime,
        boolean scopesRequired,
        boolean uniqueNames,
        @Nullable Duration rotationAge) {

    /**
     * Bounds on the life of a key. Immutable.
     *
     * @param minimum the shortest time from now to a new expiry; zero for any
     * @param standard the life of a key for which no expiry is asked; null for one that never expires
     * @param maximum the longest life from creation; null for no end
     * @param required whether every key must expire; always with a maximum
     * @param choices what forms offer; empty for those of 30, 90 and 365 days that are allowed
     */
    public record Lifetime(
            Duration minimum,
            @Nullable Duration standard,
            @Nullable Duration maximum,
            boolean required,
            List<Duration> choices) {
        /** @throws IllegalArgumentException when the times contradict each other */
        public Lifetime {
            choices = List.copyOf(choices);
            if (minimum.isNegative()) {
                throw new IllegalArgumentException("The minimum life of keys is 0 or more, not " + minimum);
            }
            requireWithin("standard life of keys", standard, minimum, maximum);
            requireWithin("maximum life of keys", maximum, minimum, null);
            for (Duration choice : choices) {
                requireWithin("life that forms offer", choice, minimum, maximum);
            }
            required |= maximum != null;
        }

        private static void requireWithin(
                String what, @Nullable Duration life, Duration minimum, @Nullable Duration maximum) {
            if (life != null && (life.isZero() || life.isNegative() || life.compareTo(minimum) < 0)) {
                throw new IllegalArgumentException(
                        "The " + what + " is at least the minimum, " + minimum + ", not " + life);
            }
            if (life != null && maximum != null && life.compareTo(maximum) > 0) {
                throw new IllegalArgumentException(
                        "The " + what + " is at most the maximum, " + maximum + ", not " + life);
            }
        }

        /** The lives that forms offer, shortest first. */
        public List<Duration> offered() {
            return choices.isEmpty()
                    ? List.of(Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(365)).stream()
                            .filter(this::allows)
                            .toList()
                    : choices.stream().sorted().toList();
        }

        private boolean allows(Duration life) {
            return life.compareTo(minimum) >= 0 && (maximum == null || life.compareTo(maximum) <= 0);
        }
    }

    /**
     * The terms of a caller's keys, for forms. Immutable.
     *
     * @param maxKeys live keys that they can have
     * @param keys live keys that they have
     */
    public record Own(KeyTerms terms, int maxKeys, int keys) {}

    /** Any life, any scopes, any name. */
    public static KeyTerms none() {
        Duration unlimited = null;
        return new KeyTerms(
                new Lifetime(Duration.ZERO, unlimited, unlimited, false, List.of()), false, false, unlimited);
    }

    /** @throws IllegalArgumentException when it is negative, or longer than the standard or the maximum */
    public KeyTerms withMinimumLife(Duration value) {
        return with(new Lifetime(value, lifetime.standard, lifetime.maximum, lifetime.required, lifetime.choices));
    }

    /** @throws IllegalArgumentException when it is not between the minimum and the maximum */
    public KeyTerms withStandardLife(Duration value) {
        return with(new Lifetime(lifetime.minimum, value, lifetime.maximum, lifetime.required, lifetime.choices));
    }

    /**
     * Every key must expire, and at the latest this long after it was made; a rotation makes a new one.
     *
     * @throws IllegalArgumentException when it is shorter than the minimum or the standard
     */
    public KeyTerms withMaximumLife(Duration value) {
        return with(new Lifetime(lifetime.minimum, lifetime.standard, value, true, lifetime.choices));
    }

    /** Every key must expire. */
    public KeyTerms requiringExpiry() {
        return with(new Lifetime(lifetime.minimum, lifetime.standard, lifetime.maximum, true, lifetime.choices));
    }

    /**
     * Sets what forms offer for a key's life.
     *
     * @throws IllegalArgumentException when one is not between the minimum and the maximum
     */
    public KeyTerms withPresets(Duration... values) {
        return with(new Lifetime(
                lifetime.minimum, lifetime.standard, lifetime.maximum, lifetime.required, List.of(values)));
    }

    /** Every key must name at least one scope. */
    public KeyTerms requiringScopes() {
        return new KeyTerms(lifetime, true, uniqueNames, rotationAge);
    }

    /** Two live keys of one owner have different names. */
    public KeyTerms withUniqueNames() {
        return new KeyTerms(lifetime, scopesRequired, true, rotationAge);
    }

    /** Sets the age from which forms advise to rotate a key. */
    public KeyTerms withRotationAge(Duration value) {
        return new KeyTerms(lifetime, scopesRequired, uniqueNames, value);
    }

    private KeyTerms with(Lifetime changed) {
        return new KeyTerms(changed, scopesRequired, uniqueNames, rotationAge);
    }
}

package dev.sallyport.apikey;

import dev.sallyport.caller.Caller;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Policy of all API keys. Immutable.
 *
 * @param maxPerOwner live keys an owner can have, 1 to 1,000; as many dead ones are kept to look at
 * @param maxOverlap the longest time a rotated key may go on beside its successor, up to 90 days
 * @param importedPrefixes how keys of another system begin that were imported by their digest; each of 3 characters or more
 * @param mayManage which people may manage keys of their own; nobody else ever may
 * @param terms what new and changed keys must be like
 * @param termsOf the terms of a tenant, made of {@code terms}; called at each creation and change, on many threads
 */
public record ApiKeyPolicy(
        int maxPerOwner,
        Duration maxOverlap,
        List<String> importedPrefixes,
        Predicate<Caller> mayManage,
        KeyTerms terms,
        BiFunction<String, KeyTerms, KeyTerms> termsOf) {
    private static final BiFunction<String, KeyTerms, KeyTerms> SAME = ApiKeyPolicy::sameTerms;
    private static final int MAX_PER_OWNER = 1_000;
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(90);
    private static final int SHORTEST_PREFIX = 3;

    /** @throws IllegalArgumentException when a setting is out of its range */
    public ApiKeyPolicy {
        importedPrefixes = List.copyOf(importedPrefixes);
        if (maxPerOwner < 1 || maxPerOwner > MAX_PER_OWNER) {
            throw new IllegalArgumentException("maxPerOwner is 1 to " + MAX_PER_OWNER + ", not " + maxPerOwner);
        }
        if (maxOverlap.isNegative() || maxOverlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw new IllegalArgumentException("maxOverlap is 0 to " + LONGEST_OVERLAP + ", not " + maxOverlap);
        }
        importedPrefixes.stream()
                .filter(prefix -> prefix.length() < SHORTEST_PREFIX)
                .findAny()
                .ifPresent(prefix -> {
                    throw new IllegalArgumentException("importedPrefixes have " + SHORTEST_PREFIX
                            + " characters or more, \"" + prefix + "\" has " + prefix.length());
                });
    }

    /** 100 keys an owner, 7 days of overlap at the most, nothing imported, everybody may manage their own. */
    public static ApiKeyPolicy defaults() {
        return new ApiKeyPolicy(100, Duration.ofDays(7), List.of(), caller -> true, KeyTerms.none(), SAME);
    }

    public ApiKeyPolicy withMaxPerOwner(int value) {
        return new ApiKeyPolicy(value, maxOverlap, importedPrefixes, mayManage, terms, termsOf);
    }

    public ApiKeyPolicy withMaxOverlap(Duration value) {
        return new ApiKeyPolicy(maxPerOwner, value, importedPrefixes, mayManage, terms, termsOf);
    }

    public ApiKeyPolicy withImportedPrefixes(String... value) {
        return new ApiKeyPolicy(maxPerOwner, maxOverlap, List.of(value), mayManage, terms, termsOf);
    }

    public ApiKeyPolicy withMayManage(Predicate<Caller> value) {
        return new ApiKeyPolicy(maxPerOwner, maxOverlap, importedPrefixes, value, terms, termsOf);
    }

    /** Changes what new and changed keys must be like. */
    public ApiKeyPolicy withTerms(UnaryOperator<KeyTerms> change) {
        return new ApiKeyPolicy(maxPerOwner, maxOverlap, importedPrefixes, mayManage, change.apply(terms), termsOf);
    }

    /** Gives tenants terms of their own: called with a tenant's id and the terms of all. */
    public ApiKeyPolicy withTermsOf(BiFunction<String, KeyTerms, KeyTerms> value) {
        return new ApiKeyPolicy(maxPerOwner, maxOverlap, importedPrefixes, mayManage, terms, value);
    }

    /** Tells whether tenants have terms of their own, for which it must be known whose a key is. */
    boolean hasTermsOfTenants() {
        return termsOf != SAME;
    }

    /** @param tenant null for those who belong to none */
    KeyTerms termsFor(@Nullable String tenant) {
        return tenant == null ? terms : termsOf.apply(tenant, terms);
    }

    private static KeyTerms sameTerms(String tenant, KeyTerms terms) {
        return terms;
    }
}

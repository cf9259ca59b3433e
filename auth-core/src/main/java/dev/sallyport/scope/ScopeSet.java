package dev.sallyport.scope;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An immutable set of scopes, in alphabetical order, written as RFC 6749 §3.3 does: separated by one space.
 *
 * <p>Wildcards count in every question: {@code reports:*} contains {@code reports:read}, and the intersection of the two is
 * {@code reports:read}. Safe for use by many threads.
 */
public final class ScopeSet implements Iterable<Scope> {
    /** The largest number of scopes in a set that is assigned or asked for at once; a union of such sets may have more. */
    public static final int MAX_SCOPES = 256;

    private static final ScopeSet NONE = new ScopeSet(new Scope[0]);

    /** In order and without repetition. An array, because every cached caller has one: a tree takes several times the memory. */
    private final Scope[] scopes;
    /** Apart, so that a question about one scope looks at few others. */
    private final Scope[] wildcards;

    private ScopeSet(Scope[] scopes) {
        this.scopes = scopes;
        this.wildcards = Arrays.stream(scopes).filter(Scope::isWildcard).toArray(Scope[]::new);
    }

    /** Without the limit: an intersection or a union must never fail on a request because of what its sides hold. */
    private static ScopeSet sorted(Stream<Scope> scopes) {
        Scope[] sorted = scopes.sorted().distinct().toArray(Scope[]::new);
        return sorted.length == 0 ? NONE : new ScopeSet(sorted);
    }

    /** The set that grants nothing. */
    public static ScopeSet none() {
        return NONE;
    }

    /** @throws IllegalArgumentException when a name is no scope, or there are more than {@value #MAX_SCOPES} */
    public static ScopeSet of(String... names) {
        return copyOf(Arrays.stream(names).map(Scope::new).toList());
    }

    /** @throws IllegalArgumentException when there are more than {@value #MAX_SCOPES} */
    public static ScopeSet copyOf(Collection<Scope> scopes) {
        ScopeSet set = sorted(scopes.stream());
        if (set.size() > MAX_SCOPES) {
            throw new IllegalArgumentException(
                    "A scope set has at most " + MAX_SCOPES + " scopes, this one has " + set.size());
        }
        return set;
    }

    /**
     * Reads the form with spaces; the empty text is the empty set.
     *
     * @throws IllegalArgumentException when a name is no scope, or names are not separated by exactly one space
     */
    public static ScopeSet parse(String text) {
        return text.isEmpty() ? NONE : of(text.split(" ", -1));
    }

    /**
     * Reads back what {@link #toString} wrote of any set. A union has no limit of its own, so neither has this: the caller bounds
     * the length of the text.
     *
     * @throws IllegalArgumentException when a name is no scope, or names are not separated by exactly one space
     */
    public static ScopeSet parseUnion(String text) {
        return text.isEmpty() ? NONE : sorted(Arrays.stream(text.split(" ", -1)).map(Scope::new));
    }

    /** Tells whether a scope in this set is, or covers, the one asked for. */
    public boolean contains(Scope scope) {
        if (Arrays.binarySearch(scopes, scope) >= 0) {
            return true;
        }
        for (Scope wildcard : wildcards) {
            if (wildcard.covers(scope)) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether every scope of {@code other} is contained. */
    public boolean containsAll(ScopeSet other) {
        for (Scope scope : other.scopes) {
            if (!contains(scope)) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether at least one scope of {@code other} is contained. */
    public boolean containsAny(ScopeSet other) {
        for (Scope scope : other.scopes) {
            if (contains(scope)) {
                return true;
            }
        }
        return false;
    }

    /** What both sets grant; where one side has a wildcard, the narrower side remains. */
    public ScopeSet intersect(ScopeSet other) {
        return sorted(
                Stream.concat(stream().filter(other::contains), other.stream().filter(this::contains)));
    }

    /** What at least one of the sets grants. */
    public ScopeSet union(ScopeSet other) {
        return sorted(Stream.concat(stream(), other.stream()));
    }

    /** The scopes for which the question is answered with yes. */
    public ScopeSet filter(Predicate<Scope> wanted) {
        return sorted(stream().filter(wanted));
    }

    public boolean isEmpty() {
        return scopes.length == 0;
    }

    public int size() {
        return scopes.length;
    }

    public Stream<Scope> stream() {
        return Arrays.stream(scopes);
    }

    @Override
    public Iterator<Scope> iterator() {
        return stream().iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScopeSet set && Arrays.equals(scopes, set.scopes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(scopes);
    }

    @Override
    public String toString() {
        return stream().map(Scope::value).collect(Collectors.joining(" "));
    }
}

package dev.sallyport.scope;

/**
 * A permission name such as {@code reports:read}: a scope-token of RFC 6749 §3.3, at most {@value #MAX_LENGTH} characters.
 *
 * <p>A name that ends in {@code :*} is a wildcard: {@code reports:*} covers every scope that starts with {@code reports:}. A star
 * anywhere else ({@code *}, {@code :*}, {@code rep*}, {@code *:read}) is refused: it would look like a grant and cover nothing.
 * Immutable and safe for use by many threads.
 */
public record Scope(String value) implements Comparable<Scope> {
    /** The longest scope name accepted, in characters. */
    public static final int MAX_LENGTH = 128;

    private static final String WILDCARD_END = ":*";

    /**
     * @throws IllegalArgumentException when the name is empty, too long, has a character outside RFC 6749 §3.3, or a star that
     *     makes no wildcard
     */
    public Scope {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A scope has 1 to " + MAX_LENGTH + " characters, this one has " + value.length());
        }
        for (int i = 0; i < value.length(); i++) {
            if (!isScopeCharacter(value.charAt(i))) {
                throw new IllegalArgumentException(
                        "A scope is printable ASCII without space, quote and backslash (RFC 6749 section 3.3);"
                                + " character " + (i + 1) + " is not");
            }
        }
        int star = value.indexOf('*');
        if (star >= 0 && (star != value.length() - 1 || star < 2 || !value.endsWith(WILDCARD_END))) {
            throw new IllegalArgumentException(
                    "The scope " + value
                            + " has a star that is no wildcard; a wildcard is a name, a colon and a star at the end, like reports:*");
        }
    }

    private static boolean isScopeCharacter(char c) {
        return c > ' ' && c < 0x7F && c != '"' && c != '\\';
    }

    /** Whether this name ends in {@code :*}. */
    public boolean isWildcard() {
        return value.endsWith(WILDCARD_END);
    }

    /** Whether holding this scope grants {@code other}: the same name, or a wildcard above it. */
    public boolean covers(Scope other) {
        return value.equals(other.value)
                || (isWildcard() && other.value.regionMatches(0, value, 0, value.length() - 1));
    }

    @Override
    public int compareTo(Scope other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

package dev.sallyport.scope;

/**
 * A name for a set of scopes, as an application gives it to its users. Immutable.
 *
 * @param name 1 to 64 characters of {@code A-Z a-z 0-9 . _ -}
 */
public record Role(String name, ScopeSet scopes) {
    private static final int MAX_LENGTH = 64;

    /** @throws IllegalArgumentException when the name is empty, too long or has another character */
    public Role {
        if (name.isEmpty() || name.length() > MAX_LENGTH || !name.chars().allMatch(Role::isNameCharacter)) {
            throw new IllegalArgumentException(
                    "A role name has 1 to " + MAX_LENGTH + " characters of A-Z a-z 0-9 . _ -");
        }
    }

    private static boolean isNameCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || ".-_".indexOf(c) >= 0;
    }

    public static Role of(String name, String... scopes) {
        return new Role(name, ScopeSet.of(scopes));
    }
}

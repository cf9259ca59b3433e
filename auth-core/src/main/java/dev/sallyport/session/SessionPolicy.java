package dev.sallyport.session;

/**
 * What holds for all sessions. Immutable.
 *
 * @param maxPerOwner sessions an owner can have by password logins, 1 to 10,000; one more ends the oldest
 * @param maxPerCredential sessions an API key can have, 1 to 10,000; one more ends the oldest
 */
public record SessionPolicy(int maxPerOwner, int maxPerCredential) {
    static final int MAX = 10_000;

    /** @throws IllegalArgumentException when a setting is out of its range */
    public SessionPolicy {
        require("maxPerOwner", maxPerOwner);
        require("maxPerCredential", maxPerCredential);
    }

    private static void require(String setting, int value) {
        if (value < 1 || value > MAX) {
            throw new IllegalArgumentException(setting + " is 1 to " + MAX + ", not " + value);
        }
    }

    /** 100 for each owner, 1,000 for each key. */
    public static SessionPolicy defaults() {
        return new SessionPolicy(100, 1_000);
    }

    public SessionPolicy withMaxPerOwner(int value) {
        return new SessionPolicy(value, maxPerCredential);
    }

    public SessionPolicy withMaxPerCredential(int value) {
        return new SessionPolicy(maxPerOwner, value);
    }
}

package dev.sallyport.change;

/**
 * What a security-relevant write touched, so that every node can drop what it had verified about it. Immutable.
 *
 * @param subject the id of the key, session or owner; the {@code kid} or an empty text for signing keys
 */
public record Change(Kind kind, String subject) {
    /** What the subject is. */
    public enum Kind {
        API_KEY,
        SESSION,
        OWNER,
        SIGNING_KEYS
    }

    public static Change apiKey(String id) {
        return new Change(Kind.API_KEY, id);
    }

    public static Change session(String id) {
        return new Change(Kind.SESSION, id);
    }

    public static Change owner(String id) {
        return new Change(Kind.OWNER, id);
    }

    public static Change signingKeys(String kid) {
        return new Change(Kind.SIGNING_KEYS, kid);
    }
}

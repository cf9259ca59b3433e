package dev.sallyport.user;

/** What becomes of a user's API keys with them. Immutable. */
public final class UserDeletion {
    private static final UserDeletion WITHOUT_KEYS = new UserDeletion(false);
    private static final UserDeletion REVOKING_KEYS = new UserDeletion(true);

    private final boolean revokesKeys;

    private UserDeletion(boolean revokesKeys) {
        this.revokesKeys = revokesKeys;
    }

    /** Nobody is deleted who has live keys, in any application on these stores. */
    public static UserDeletion withoutKeys() {
        return WITHOUT_KEYS;
    }

    /** Their keys end with them. */
    public static UserDeletion revokingKeys() {
        return REVOKING_KEYS;
    }

    boolean revokesKeys() {
        return revokesKeys;
    }
}

package dev.sallyport.user;

/** Treatment of a user's API keys when the user is deleted. Immutable. */
public final class UserDeletion {
    private static final UserDeletion WITHOUT_KEYS = new UserDeletion(false);
    private static final UserDeletion REVOKING_KEYS = new UserDeletion(true);

    private final boolean revokesKeys;

    private UserDeletion(boolean revokesKeys) {
        this.revokesKeys = revokesKeys;
    }

    /** Refuses to delete a user with live keys in any application on these stores. */
    public static UserDeletion withoutKeys() {
        return WITHOUT_KEYS;
    }

    /** Revokes the user's keys. */
    public static UserDeletion revokingKeys() {
        return REVOKING_KEYS;
    }

    boolean revokesKeys() {
        return revokesKeys;
    }
}

package dev.sallyport.user;

import org.jspecify.annotations.Nullable;

/** Treatment of a user's API keys when the user is deleted. Immutable. */
public final class UserDeletion {
    private static final UserDeletion WITHOUT_KEYS = new UserDeletion(false, null);
    private static final UserDeletion REVOKING_KEYS = new UserDeletion(true, null);

    private final boolean revokesKeys;
    private final @Nullable String accountId;

    private UserDeletion(boolean revokesKeys, @Nullable String accountId) {
        this.revokesKeys = revokesKeys;
        this.accountId = accountId;
    }

    /** Refuses to delete a user with live keys in any application on these stores. */
    public static UserDeletion withoutKeys() {
        return WITHOUT_KEYS;
    }

    /** Revokes the user's keys. */
    public static UserDeletion revokingKeys() {
        return REVOKING_KEYS;
    }

    /**
     * Gives the user's live keys to a service account of the same tenant: the same secrets, with the rights that they had and the account has.
     * Refuses to delete a user with live keys in another application on these stores.
     */
    public static UserDeletion transferringKeysTo(String serviceAccountId) {
        return new UserDeletion(false, serviceAccountId);
    }

    /** The service account that gets the keys; null for none. */
    @Nullable
    String accountId() {
        return accountId;
    }

    boolean revokesKeys() {
        return revokesKeys;
    }
}

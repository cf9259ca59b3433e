package dev.sallyport.user;

import dev.sallyport.audit.Actor;
import dev.sallyport.json.JsonWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records of a user that other features keep. Safe for use by many threads; what changes something is called inside the transaction of the
 * user's change, perhaps more than once.
 */
public interface UserBelongings {
    /** Called when their second factor is removed. */
    void factorRemoved(String ownerId);

    /**
     * Called when their password, login, e-mail or tenant is another, they have more roles, or are disabled: what was handed out to let
     * them in by other ways ends.
     */
    void accessChanged(String ownerId);

    /** @param tenant null when they belong to none from now on */
    void tenantChanged(String ownerId, @Nullable String tenant);

    /** Tells whether they have keys that are neither revoked nor expired, in any application. */
    boolean hasLiveKeys(String ownerId);

    /**
     * Removes all of it, in all applications, except what the audit log tells.
     *
     * @return what went, for the audit
     */
    Map<String, String> delete(String ownerId, Actor by);

    /** Writes all of it, without anything secret, as members of an object. */
    void export(String ownerId, JsonWriter members);
}

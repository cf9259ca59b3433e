package dev.sallyport.user;

import dev.sallyport.audit.Actor;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Refusal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Data that other features keep about a user. Safe for use by many threads; methods that change something are called inside the
 * transaction of the user's change, perhaps more than once.
 */
public interface UserBelongings {
    /** Called when the user's second factor is removed. */
    void factorRemoved(String ownerId);

    /** Called when the user's password, login or e-mail changes, or the user is disabled: ends other ways in that were handed out. */
    void accessChanged(String ownerId);

    /** @param tenant the new tenant; null for none */
    void tenantChanged(String ownerId, @Nullable String tenant);

    /** Tells whether the user has keys that are neither revoked nor expired, in any application. */
    boolean hasLiveKeys(String ownerId);

    /**
     * Gives the live keys of a user to a service account of the same tenant.
     *
     * @return why not, with nothing changed; empty when it is done
     */
    Optional<Refusal> transferKeys(User owner, String accountId, Actor by);

    /**
     * Removes all of the data, in all applications, except audit events.
     *
     * @return what was removed, for the audit
     */
    Map<String, String> delete(String ownerId, Actor by);

    /** Writes all of the data, without secrets, as members of an object. */
    void export(String ownerId, JsonWriter members);
}

package dev.sallyport.manage;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.KeyQuery;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.KeyUpdate;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.caller.Caller;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.page.Page;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Actions of managers on all API keys of their tenant in this application: those of the tenant, of its service accounts and of its people. A
 * key of another tenant does not exist here. No action gives a key more than the login of its manager holds. Safe for use by many threads.
 */
@CheckReturnValue
public final class TenantKeys {
    /** The word that names the tenant as an owner. */
    public static final String TENANT = "tenant";

    /**
     * An API key and the name of its owner: of a service account its name, of a person their name or else their login, of the tenant its id.
     * Immutable.
     *
     * @param ownerName null when the owner is gone
     */
    public record Owned(ApiKey key, @Nullable String ownerName) {}

    /**
     * Lists a page of keys. Takes {@code keys:read-tenant} or {@code keys:manage-tenant}.
     *
     * @param query its owner is the id of a person or a service account, or {@value #TENANT}; its tenant is not looked at
     */
    public Outcome<Page<Owned>> list(Caller caller, KeyQuery query) {
        return Outcome.refused(Refusal.notFound());
    }

    /** Finds a key. Takes {@code keys:read-tenant} or {@code keys:manage-tenant}, and so needs the others the latter. */
    public Outcome<Owned> get(Caller caller, String id) {
        return Outcome.refused(Refusal.notFound());
    }

    /**
     * Creates a key for the tenant or a service account of it. A request without scopes gets those that the owner has and the manager holds
     * now; the key names them, and gets no more when its owner does. Refused by field, under {@code owner} when there is no such owner.
     *
     * @param owner {@value #TENANT} or the id of a service account
     */
    public Outcome<NewApiKey> create(Caller caller, String owner, KeyRequest request, String address) {
        return Outcome.refused(Refusal.notFound());
    }

    /** Changes a key. Refused under {@code scopes} when the change gives what the manager does not hold. */
    public Outcome<Owned> update(Caller caller, String id, KeyUpdate update, String address) {
        return Outcome.refused(Refusal.notFound());
    }

    /**
     * Replaces a key of the tenant or a service account by a new one with the same rights, which the manager must hold. A key of a person is
     * refused as forbidden: its secret would be that person.
     */
    public Outcome<NewApiKey> rotate(Caller caller, String id, Duration overlap, String address) {
        return Outcome.refused(Refusal.notFound());
    }

    /** Revokes a key permanently, with everything that rests on it. */
    public Outcome<Owned> revoke(Caller caller, String id, @Nullable String reason, String address) {
        return Outcome.refused(Refusal.notFound());
    }

    /**
     * Gives a key of a person to a service account: the same secret, with the rights that it named, its new owner has and the manager holds.
     * Refused under {@code owner} for any other owner.
     *
     * @param owner the id of a service account
     */
    public Outcome<Owned> transfer(Caller caller, String id, String owner, String address) {
        return Outcome.refused(Refusal.notFound());
    }

    /** Revokes all keys of a person of the tenant, all or none; returns how many. */
    public Outcome<Integer> revokeAllOf(Caller caller, String memberId, @Nullable String reason, String address) {
        return Outcome.refused(Refusal.notFound());
    }
}

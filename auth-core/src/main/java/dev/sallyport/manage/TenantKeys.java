package dev.sallyport.manage;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.ApiKeys;
import dev.sallyport.apikey.KeyQuery;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.KeyUpdate;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.OwnerIds;
import dev.sallyport.manage.ManagerRights.Manager;
import dev.sallyport.manage.TenantOwners.Named;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.page.Page;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.tenant.TenantKeyPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Actions of managers on all API keys of their tenant in this application: those of the tenant, of its service accounts and of its people. A
 * key of another tenant does not exist here. No action gives a key more than the login of its manager holds. Safe for use by many threads.
 */
@CheckReturnValue
public final class TenantKeys {
    /** The word that names the tenant as an owner. */
    public static final String TENANT = "tenant";

    private static final List<Scope> READERS = List.of(TenantKeyPolicy.READ_KEYS, TenantKeyPolicy.MANAGE_KEYS);

    /**
     * An API key and the name of its owner: of a service account its name, of a person their name or else their login, of the tenant its id.
     * Immutable.
     *
     * @param ownerName null when the owner is gone
     */
    public record Owned(ApiKey key, @Nullable String ownerName) {}

    private final ManagerRights rights;
    private final KeyGrants grants;
    private final TenantOwners owners;
    private final ApiKeys keys;

    TenantKeys(ManagerRights rights, KeyGrants grants, TenantOwners owners, ApiKeys keys) {
        this.rights = rights;
        this.grants = grants;
        this.owners = owners;
        this.keys = keys;
    }

    /**
     * Lists a page of keys, for which {@code keys:read-tenant} is enough. It may be short, since it leaves out keys of people who moved.
     *
     * @param query its owner is the id of a person or a service account, or {@value #TENANT}; its tenant is not looked at
     */
    public Outcome<Page<Owned>> list(Caller caller, KeyQuery query) {
        return rights.reading(caller, READERS, manager -> {
            String owner = TENANT.equals(query.owner()) ? OwnerIds.ofTenant(manager.tenant()) : query.owner();
            return keys.list(query.withTenant(manager.tenant()).withOwner(owner))
                    .map(page -> new Page<>(
                            page.items().stream()
                                    .flatMap(key -> owned(manager, key).stream())
                                    .toList(),
                            page.next()));
        });
    }

    /** Finds a key, for which {@code keys:read-tenant} is enough. */
    public Outcome<Owned> get(Caller caller, String id) {
        return rights.reading(caller, READERS, manager -> visible(manager, id));
    }

    /**
     * Creates a key for the tenant or a service account of it. A request without scopes gets those that the owner has and the manager holds
     * now; the key names them, and gets no more when its owner does. Refused by field, under {@code owner} when there is no such owner.
     *
     * @param owner {@value #TENANT} or the id of a service account
     */
    public Outcome<NewApiKey> create(Caller caller, String owner, KeyRequest request, String address) {
        return rights.changing(
                caller,
                TenantKeyPolicy.MANAGE_KEYS,
                (manager, transaction) -> owners.forKeys(manager, owner).flatMap(named -> {
                    ScopeSet scopes =
                            Objects.requireNonNullElseGet(request.scopes(), () -> grants.most(manager, named.bounds()));
                    return grants.refuse(manager, named.bounds(), scopes)
                            .<Outcome<NewApiKey>>map(Outcome::refused)
                            .orElseGet(
                                    () -> keys.create(named.owner(), request.withScopes(scopes), manager.at(address)));
                }));
    }

    /**
     * Changes a key. What it has already it may keep; refused under {@code scopes} when the change gives it more rights or more time, and it
     * could then do more than the manager.
     */
    public Outcome<Owned> update(Caller caller, String id, KeyUpdate update, String address) {
        return changing(
                caller,
                id,
                (manager, owned) -> owner(manager, owned)
                        .flatMap(named -> keys.update(
                                        id,
                                        update,
                                        (before, after) -> grants.refuseChange(manager, named.bounds(), before, after),
                                        manager.at(address))
                                .map(key -> new Owned(key, named.name()))));
    }

    /**
     * Replaces a key of the tenant or a service account by a new one with the same rights, which the manager must hold. A key of a person is
     * refused as forbidden: whoever has its secret is that person.
     */
    public Outcome<NewApiKey> rotate(Caller caller, String id, Duration overlap, String address) {
        return changing(caller, id, (manager, owned) -> {
            if (owned.key().ownerKind() == ApiKey.OwnerKind.USER) {
                return Outcome.refused(Refusal.of(
                        Refusal.Cause.FORBIDDEN, "Only its owner rotates the key of a person; revoke or transfer it."));
            }
            return owner(manager, owned)
                    .flatMap(named -> grants.refuse(
                                    manager, named.bounds(), owned.key().scopes())
                            .<Outcome<NewApiKey>>map(Outcome::refused)
                            .orElseGet(() -> keys.rotate(id, overlap, manager.at(address))));
        });
    }

    /** Revokes a key permanently, with everything that rests on it. */
    public Outcome<Owned> revoke(Caller caller, String id, @Nullable String reason, String address) {
        return changing(
                caller,
                id,
                (manager, owned) ->
                        keys.revoke(id, reason, manager.at(address)).map(key -> new Owned(key, owned.ownerName())));
    }

    /**
     * Gives a key of a person to a service account: the same secret, with the rights that it had and its new owner has and the manager holds.
     * The sessions that it opened end. Refused under {@code owner} for any other owner, before and after.
     *
     * @param owner the id of a service account
     */
    public Outcome<Owned> transfer(Caller caller, String id, String owner, String address) {
        return changing(
                caller,
                id,
                (manager, owned) -> owners.account(manager, owner)
                        .filter(account -> owned.key().ownerKind() == ApiKey.OwnerKind.USER)
                        .<Outcome<Named>>map(account -> owners.forKeys(manager, account.id()))
                        .orElseGet(() -> Outcome.refused(noTransfer()))
                        .flatMap(to ->
                                owner(manager, owned).flatMap(from -> transfer(manager, owned, from, to, address))));
    }

    private Outcome<Owned> transfer(Manager manager, Owned owned, Named from, Named to, String address) {
        ApiKey key = owned.key();
        ScopeSet scopes = Objects.requireNonNullElseGet(key.scopes(), () -> grants.scopesOf(from.bounds()))
                .intersect(grants.most(manager, from.bounds()))
                .intersect(grants.most(manager, to.bounds()));
        return grants.refuse(manager, to.bounds(), scopes)
                .<Outcome<Owned>>map(Outcome::refused)
                .orElseGet(() -> keys.transfer(key, to.owner(), scopes, manager.at(address))
                        .map(transferred -> new Owned(transferred, to.name())));
    }

    /** Revokes all keys of a person of the tenant, all or none; returns how many. */
    public Outcome<Integer> revokeAllOf(Caller caller, String memberId, @Nullable String reason, String address) {
        return rights.changing(
                caller,
                TenantKeyPolicy.MANAGE_KEYS,
                (manager, transaction) -> owners.person(manager, memberId).isPresent()
                        ? keys.revokeAllOf(
                                memberId, reason == null ? "revoked by a manager" : reason, manager.at(address))
                        : Outcome.refused(Refusal.notFound()));
    }

    private <T> Outcome<T> changing(Caller caller, String id, BiFunction<Manager, Owned, Outcome<T>> work) {
        return rights.changing(
                caller,
                TenantKeyPolicy.MANAGE_KEYS,
                (manager, transaction) -> visible(manager, id).flatMap(seen -> {
                    // Others than managers change keys, too: what counts is how the key is under the lock of its owner.
                    transaction.lockOwner(seen.key().ownerId());
                    return visible(manager, id).flatMap(owned -> work.apply(manager, owned));
                }));
    }

    private Outcome<Owned> visible(Manager manager, String id) {
        return keys.find(id)
                .flatMap(key -> owned(manager, key))
                .<Outcome<Owned>>map(Outcome::done)
                .orElseGet(() -> Outcome.refused(Refusal.notFound()));
    }

    private Optional<Owned> owned(Manager manager, ApiKey key) {
        return owners.of(manager, key)
                .map(named -> new Owned(key, named.name()))
                .or(() -> owners.isLeftTo(manager, key) ? Optional.of(new Owned(key, null)) : Optional.empty());
    }

    private Outcome<Named> owner(Manager manager, Owned owned) {
        return owners.of(manager, owned.key())
                .<Outcome<Named>>map(Outcome::done)
                .orElseGet(() -> Outcome.refused(Refusal.notFound()));
    }

    private static Refusal noTransfer() {
        return Refusal.invalid(List.of(new FieldError(
                "owner", "invalid", "A key of a person goes to a service account of the tenant; name it by its id.")));
    }
}

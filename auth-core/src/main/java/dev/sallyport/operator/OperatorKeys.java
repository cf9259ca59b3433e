package dev.sallyport.operator;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.ApiKeys;
import dev.sallyport.apikey.KeyQuery;
import dev.sallyport.apikey.KeyUpdate;
import dev.sallyport.caller.Caller;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.page.Page;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.User;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Operator actions on API keys of everybody, in this application. Operators never see the secret of a key, and create no keys for
 * others. Safe for use by many threads.
 */
@CheckReturnValue
public final class OperatorKeys {
    /** The most keys that one call revokes. */
    public static final int MAX_REVOKED = 1_000;

    /**
     * An API key and the person it belongs to. Immutable.
     *
     * @param owner null when they are gone, or the key belongs to no person
     */
    public record Owned(ApiKey key, @Nullable User owner) {}

    private final OperatorRights rights;
    private final GrantRule grants;
    private final OwnerTenants owners;
    private final ApiKeys keys;

    OperatorKeys(OperatorRights rights, GrantRule grants, OwnerTenants owners, ApiKeys keys) {
        this.rights = rights;
        this.grants = grants;
        this.owners = owners;
        this.keys = keys;
    }

    /**
     * Lists a page of keys. It may be short, since it leaves out keys whose owner moved to another tenant.
     *
     * @return the page; refused as not found when the query names another tenant than the operator's
     */
    public Outcome<Page<Owned>> list(Caller caller, KeyQuery query) {
        return rights.reading(
                caller,
                OperatorArea.KEYS,
                operator -> operator.narrowed(query.tenant(), query, query::withTenant)
                        .flatMap(keys::list)
                        .map(page -> owned(operator, page)));
    }

    private Page<Owned> owned(Operator operator, Page<ApiKey> page) {
        Map<String, Optional<User>> found = new HashMap<>();
        List<Owned> visible = page.items().stream()
                .map(key -> new Owned(
                        key,
                        found.computeIfAbsent(key.ownerId(), id -> owner(key)).orElse(null)))
                .filter(key -> covers(operator, key))
                .toList();
        return new Page<>(visible, page.next());
    }

    public Outcome<Owned> get(Caller caller, String id) {
        return rights.reading(caller, OperatorArea.KEYS, operator -> visible(operator, keys.find(id)));
    }

    /** Finds a key by its whole text, such as a leaked one. */
    public Outcome<Owned> findByText(Caller caller, Secret text) {
        return rights.reading(
                caller, OperatorArea.KEYS, operator -> visible(operator, keys.findByDigest(text.digest())));
    }

    /**
     * Changes a key of somebody who holds no more than the operator, or one of a service account or a tenant that names no scope beyond the
     * operator's. It gets no scope that the operator does not hold.
     */
    public Outcome<Owned> update(Caller caller, String id, KeyUpdate update, String address) {
        return changing(
                caller,
                id,
                (operator, owned) -> refuseStronger(operator, owned)
                        .<Outcome<ApiKey>>map(Outcome::refused)
                        .orElseGet(() -> keys.update(
                                id,
                                update,
                                (before, after) -> grants.refuseWiderKey(operator, before.scopes(), after.scopes()),
                                operator.at(address))));
    }

    private Optional<Refusal> refuseStronger(Operator operator, Owned owned) {
        return owned.key().ownerKind() == ApiKey.OwnerKind.USER
                ? Optional.ofNullable(owned.owner()).flatMap(owner -> grants.refuseStronger(operator, owner))
                : grants.refuseScopes(operator, owned.key().scopes());
    }

    /** Disables a key until it is enabled again, and ends the sessions that it opened. */
    public Outcome<Owned> disable(Caller caller, String id, String address) {
        return changing(caller, id, (operator, owned) -> keys.disable(id, operator.at(address)));
    }

    /** Revokes a key permanently, with everything that rests on it. */
    public Outcome<Owned> revoke(Caller caller, String id, @Nullable String reason, String address) {
        return changing(caller, id, (operator, owned) -> keys.revoke(id, reason, operator.at(address)));
    }

    /**
     * Revokes keys one by one: after a failure of the store, earlier keys are revoked, and the same call continues with the others.
     *
     * @param ids at most {@value #MAX_REVOKED}; one that the operator may not see is skipped
     * @return how many live ones were revoked
     */
    public Outcome<Integer> revokeAll(Caller caller, List<String> ids, @Nullable String reason, String address) {
        Set<String> distinct = new LinkedHashSet<>(ids);
        if (distinct.size() > MAX_REVOKED) {
            return Outcome.refused(Refusal.invalid(
                    List.of(new FieldError("ids", "too_long", "One call revokes at most " + MAX_REVOKED + " keys."))));
        }
        return rights.changingInSteps(caller, OperatorArea.KEYS, operator -> {
            KeyIncident incident = new KeyIncident(keys, reason, operator.at(address));
            return incident.revoke(distinct, id -> visible(operator, keys.find(id)));
        });
    }

    /** Revokes all keys of an owner, all or none; returns how many. */
    public Outcome<Integer> revokeAllOf(Caller caller, String ownerId, @Nullable String reason, String address) {
        return rights.changingInSteps(
                caller,
                OperatorArea.KEYS,
                operator -> owners.covers(operator, ownerId)
                        ? keys.revokeAllOf(
                                ownerId, reason == null ? "revoked by an operator" : reason, operator.at(address))
                        : Outcome.refused(Refusal.notFound()));
    }

    private Outcome<Owned> changing(Caller caller, String id, BiFunction<Operator, Owned, Outcome<ApiKey>> work) {
        return rights.changing(
                caller,
                OperatorArea.KEYS,
                operator -> visible(operator, keys.find(id))
                        .flatMap(owned -> work.apply(operator, owned).map(key -> new Owned(key, owned.owner()))));
    }

    private Outcome<Owned> visible(Operator operator, Optional<ApiKey> found) {
        return found.map(key -> new Owned(key, owner(key).orElse(null)))
                .filter(key -> covers(operator, key))
                .<Outcome<Owned>>map(Outcome::done)
                .orElseGet(() -> Outcome.refused(Refusal.notFound()));
    }

    private Optional<User> owner(ApiKey key) {
        return key.ownerKind() == ApiKey.OwnerKind.USER ? owners.owner(key.ownerId()) : Optional.empty();
    }

    /** Checks the current tenant of the owner, not the one at the creation of the key. */
    private static boolean covers(Operator operator, Owned key) {
        User owner = key.owner();
        if (key.key().ownerKind() != ApiKey.OwnerKind.USER) {
            return operator.covers(key.key().tenant());
        }
        return operator.isOfAll() || (owner != null && operator.covers(owner.tenant()));
    }
}

package dev.sallyport.grant;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.ApiKeys;
import dev.sallyport.audit.Actor;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.RoleCatalog;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.tenant.ServiceAccount;
import dev.sallyport.tenant.ServiceAccountStore;
import dev.sallyport.user.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Gives the live keys of a person who leaves to a service account of their tenant. Safe for use by many threads. */
final class KeyHandOver {
    private final ServiceAccountStore accounts;
    private final Supplier<ApiKeys> keys;
    private final RoleCatalog roles;
    private final InstantSource clock;

    KeyHandOver(ServiceAccountStore accounts, Supplier<ApiKeys> keys, RoleCatalog roles, InstantSource clock) {
        this.accounts = accounts;
        this.keys = keys;
        this.roles = roles;
        this.clock = clock;
    }

    /**
     * Transfers the keys, each with the rights that it had and the account has.
     *
     * @return empty when all went; refused, with nothing changed, when there is no such account in the tenant, or a key belongs to another
     *     application, whose roles are unknown here
     * @throws dev.sallyport.outcome.RefusedException when the account cannot have a key, which undoes the transaction
     */
    Optional<Refusal> run(User owner, String accountId, List<ApiKey> owned, Actor by) {
        Instant now = clock.instant();
        List<ApiKey> live = owned.stream()
                .filter(key -> key.revokedAt() == null && !key.isExpiredAt(now))
                .toList();
        ServiceAccount account = accounts.findById(accountId)
                .filter(each -> each.tenant().equals(owner.tenant()))
                .orElse(null);
        if (account == null) {
            return Optional.of(refusal("unknown", "There is no service account of that id in the tenant of the user."));
        }
        if (!live.stream().allMatch(keys.get()::isOurs)) {
            return Optional.of(refusal(
                    "has_keys",
                    "There are live API keys of another application: transfer or revoke them there first."));
        }
        ScopeSet held = roles.scopesOfKey(owner.roles());
        ScopeSet most = held.intersect(roles.scopesOfKey(account.roles()));
        for (ApiKey key : live) {
            ScopeSet scopes = Objects.requireNonNullElse(key.scopes(), held).intersect(most);
            ApiKey unused = keys.get()
                    .transfer(key, ApiKey.Owner.serviceAccount(accountId), scopes, by)
                    .orElseThrow();
        }
        return Optional.empty();
    }

    private static Refusal refusal(String code, String message) {
        return Refusal.invalid(List.of(new FieldError("owner", code, message)));
    }
}

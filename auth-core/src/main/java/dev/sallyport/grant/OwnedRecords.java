package dev.sallyport.grant;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.ApiKeys;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.change.StoreException;
import dev.sallyport.environment.Environment;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.RoleCatalog;
import dev.sallyport.session.Session;
import dev.sallyport.session.Sessions;
import dev.sallyport.stores.Stores;
import dev.sallyport.user.SecondFactorPolicy;
import dev.sallyport.user.User;
import dev.sallyport.user.UserBelongings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keys, sessions and audit events of a user, in all applications on the stores. Safe for use by many threads. */
public final class OwnedRecords implements UserBelongings {
    private static final int BATCH = 1_000;
    private static final String ACCOUNT_DELETED = "service account deleted";

    private final Stores stores;
    private final Sessions sessions;
    private final KeyHandOver handOver;
    private final Environment environment;

    /**
     * @param keys of this application, which are there once all services are
     * @param roles what a role grants
     */
    public OwnedRecords(
            Stores stores, Sessions sessions, Supplier<ApiKeys> keys, RoleCatalog roles, Environment environment) {
        this.stores = stores;
        this.sessions = sessions;
        this.handOver = new KeyHandOver(stores.serviceAccounts(), keys, roles, environment.clock());
        this.environment = environment;
    }

    @Override
    public void factorRemoved(String ownerId) {
        sessions.forgetMethod(ownerId, SecondFactorPolicy.METHOD);
    }

    @Override
    public void accessChanged(String ownerId) {
        stores.tickets().deleteBySubject(ownerId);
    }

    @Override
    public void tenantChanged(String ownerId, @Nullable String tenant) {
        stores.apiKeys().setTenant(ownerId, tenant);
    }

    @Override
    public boolean hasLiveKeys(String ownerId) {
        Instant now = environment.clock().instant();
        return keysOf(ownerId).stream().anyMatch(key -> key.revokedAt() == null && !key.isExpiredAt(now));
    }

    private List<ApiKey> keysOf(String ownerId) {
        return stores.apiKeys().findByOwner(ownerId).stream()
                .filter(key -> key.ownerKind() == ApiKey.OwnerKind.USER)
                .toList();
    }

    @Override
    public Map<String, String> delete(String ownerId, Actor by) {
        List<ApiKey> keys = keysOf(ownerId);
        keys.forEach(key -> delete(key, by));
        int ended = deleteSessions(ownerId);
        stores.tickets().deleteBySubject(ownerId);
        stores.verifiedEmails().delete(ownerId);
        return Map.of("keys", Integer.toString(keys.size()), "sessions", Integer.toString(ended));
    }

    /** Revokes the keys of a service account, and removes its sessions, in all applications; returns how many keys. */
    public int endAccount(String accountId, Actor by) {
        Instant now = environment.clock().instant();
        List<ApiKey> live = stores.apiKeys().findByOwner(accountId).stream()
                .filter(key -> key.ownerKind() == ApiKey.OwnerKind.SERVICE && key.revokedAt() == null)
                .toList();
        for (ApiKey key : live) {
            boolean isWritten = stores.apiKeys()
                    .update(key.withRevoked(now, ACCOUNT_DELETED).withVersion(key.version() + 1));
            if (!isWritten) {
                throw new StoreException("The key changed although the lock was held; try again");
            }
            record(key, ACCOUNT_DELETED, by);
        }
        int unused = deleteSessions(accountId);
        return live.size();
    }

    private int deleteSessions(String ownerId) {
        int ended = 0;
        List<Session.State> batch;
        do {
            batch = stores.sessions().statesByOwner(ownerId, BATCH);
            batch.forEach(session -> stores.sessions().delete(session.id()));
            ended += batch.size();
        } while (batch.size() == BATCH);
        return ended;
    }

    private void delete(ApiKey key, Actor by) {
        stores.apiKeys().delete(key.id());
        if (key.revokedAt() == null) {
            record(key, "user deleted", by);
        }
    }

    private void record(ApiKey key, String reason, Actor by) {
        environment
                .audit()
                .record(by.event(
                        environment.clock().instant(),
                        AuditEvent.Type.API_KEY_REVOKED,
                        key.ownerId(),
                        key.id(),
                        Map.of("reason", reason)));
    }

    @Override
    public void export(String ownerId, JsonWriter members) {
        OwnedExport.write(stores, ownerId, keysOf(ownerId), members);
    }

    @Override
    public Optional<Refusal> transferKeys(User owner, String accountId, Actor by) {
        return handOver.run(owner, accountId, keysOf(owner.id()), by);
    }
}

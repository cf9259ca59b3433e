package dev.sallyport.grant;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditPage;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.change.StoreException;
import dev.sallyport.environment.Environment;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.session.Session;
import dev.sallyport.session.Sessions;
import dev.sallyport.stores.Stores;
import dev.sallyport.user.SecondFactorPolicy;
import dev.sallyport.user.UserBelongings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keys, sessions and audit events of a user, in all applications on the stores. Safe for use by many threads. */
public final class OwnedRecords implements UserBelongings {
    /** Maximum number of audit events in an export. */
    private static final int MAX_EVENTS = 10_000;

    private static final int BATCH = 1_000;
    private static final String ACCOUNT_DELETED = "service account deleted";

    private final Stores stores;
    private final Sessions sessions;
    private final Environment environment;

    public OwnedRecords(Stores stores, Sessions sessions, Environment environment) {
        this.stores = stores;
        this.sessions = sessions;
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
        List<AuditEvent> events = new ArrayList<>();
        AuditQuery query = AuditQuery.newest().withOwner(ownerId).withLimit(BATCH);
        AuditPage page = stores.auditLog().find(query);
        events.addAll(page.events());
        while (page.next() != null && events.size() < MAX_EVENTS) {
            page = stores.auditLog().find(query.after(Objects.requireNonNull(page.next())));
            events.addAll(page.events());
        }
        members.text("verified_email", stores.verifiedEmails().find(ownerId).orElse(null))
                .objects("api_keys", keysOf(ownerId), OwnedRecords::write)
                .objects("sessions", stores.sessions().findByOwner(ownerId, Sessions.MAX_LISTED), OwnedRecords::write)
                .objects("audit_events", events, OwnedRecords::write)
                .flag("audit_events_complete", page.next() == null);
    }

    private static void write(JsonWriter json, ApiKey key) {
        json.text("id", key.id())
                .text("audience", key.audience())
                .text("tenant", key.tenant())
                .text("created_by", key.createdBy())
                .text("name", key.name())
                .text("description", key.description())
                .text("scopes", key.scopes() == null ? null : key.scopes().toString())
                .text(
                        "rate_limit",
                        key.rateLimit() == null ? null : key.rateLimit().toString())
                .instant("created_at", key.createdAt())
                .instant("expires_at", key.expiresAt())
                .instant("last_used_at", key.lastUsedAt())
                .instant("disabled_at", key.disabledAt())
                .instant("revoked_at", key.revokedAt())
                .text("revoked_reason", key.revokedReason())
                .text("replaces", key.replaces());
    }

    private static void write(JsonWriter json, Session session) {
        json.text("id", session.id())
                .text("audience", session.audience())
                .text("api_key_id", session.credentialId())
                .text("label", session.label())
                .texts("amr", session.amr())
                .instant("auth_time", session.authTime())
                .instant("created_at", session.createdAt())
                .instant("expires_at", session.expiresAt())
                .text("address", session.address())
                .text("user_agent", session.userAgent());
    }

    private static void write(JsonWriter json, AuditEvent event) {
        json.instant("at", event.at())
                .text("type", event.type().name())
                .text("actor", event.actor())
                .text("credential", event.credential())
                .text("address", event.address())
                .object("details", members -> event.details().forEach(members::text));
    }
}

package dev.sallyport.grant;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditPage;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.session.Session;
import dev.sallyport.session.Sessions;
import dev.sallyport.stores.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Writes keys, sessions and audit events of a user as JSON, without secrets. Without state. */
final class OwnedExport {
    /** Maximum number of audit events in an export. */
    private static final int MAX_EVENTS = 10_000;

    private static final int BATCH = 1_000;

    private OwnedExport() {}

    static void write(Stores stores, String ownerId, List<ApiKey> keys, JsonWriter members) {
        List<AuditEvent> events = new ArrayList<>();
        AuditQuery query = AuditQuery.newest().withOwner(ownerId).withLimit(BATCH);
        AuditPage page = stores.auditLog().find(query);
        events.addAll(page.events());
        while (page.next() != null && events.size() < MAX_EVENTS) {
            page = stores.auditLog().find(query.after(Objects.requireNonNull(page.next())));
            events.addAll(page.events());
        }
        members.text("verified_email", stores.verifiedEmails().find(ownerId).orElse(null))
                .objects("api_keys", keys, OwnedExport::write)
                .objects("sessions", stores.sessions().findByOwner(ownerId, Sessions.MAX_LISTED), OwnedExport::write)
                .objects("audit_events", events, OwnedExport::write)
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

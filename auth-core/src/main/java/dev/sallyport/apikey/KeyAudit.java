package dev.sallyport.apikey;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Audit events of API keys. Safe for use by many threads. */
final class KeyAudit {
    private final AuditSink audit;
    private final InstantSource clock;

    KeyAudit(AuditSink audit, InstantSource clock) {
        this.audit = audit;
        this.clock = clock;
    }

    void made(AuditEvent.Type type, ApiKey key, Actor by) {
        record(type, key, by, Map.of("name", key.name()));
    }

    void changed(ApiKey before, ApiKey after, Actor by) {
        boolean wasEnabled = before.disabledAt() == null;
        boolean isEnabled = after.disabledAt() == null;
        AuditEvent.Type type = wasEnabled == isEnabled
                ? AuditEvent.Type.API_KEY_CHANGED
                : isEnabled ? AuditEvent.Type.API_KEY_ENABLED : AuditEvent.Type.API_KEY_DISABLED;
        record(type, after, by, Map.of("name", after.name()));
    }

    void revoked(ApiKey key, @Nullable String reason, Actor by) {
        record(AuditEvent.Type.API_KEY_REVOKED, key, by, reason == null ? Map.of() : Map.of("reason", reason));
    }

    void rotated(String id, ApiKey next, Actor by) {
        record(AuditEvent.Type.API_KEY_ROTATED, next, by, Map.of("replaces", id));
    }

    void transferred(ApiKey before, ApiKey after, Actor by) {
        record(AuditEvent.Type.API_KEY_TRANSFERRED, after, by, Map.of("from", before.ownerId()));
    }

    private void record(AuditEvent.Type type, ApiKey key, Actor by, Map<String, String> details) {
        audit.record(by.event(clock.instant(), type, key.ownerId(), key.id(), details));
    }
}

package dev.sallyport.servlet.fields;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeSet;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members of an API key in an answer. */
public final class KeyJson {
    private KeyJson() {}

    /** @param now time at which the key counts as active or expired */
    public static void write(JsonWriter json, ApiKey key, Instant now) {
        json.text("id", key.id())
                .text("name", key.name())
                .text("description", key.description())
                .texts("scopes", names(key.scopes()))
                .text(
                        "rate_limit",
                        key.rateLimit() == null ? null : key.rateLimit().toString())
                .text("status", status(key, now))
                .instant("created_at", key.createdAt())
                .instant("expires_at", key.expiresAt())
                .instant("last_used_at", key.lastUsedAt())
                .instant("disabled_at", key.disabledAt())
                .instant("revoked_at", key.revokedAt())
                .text("revoked_reason", key.revokedReason())
                .text("replaces", key.replaces());
    }

    private static @Nullable List<String> names(@Nullable ScopeSet scopes) {
        return scopes == null ? null : scopes.stream().map(Scope::value).toList();
    }

    /** Names the status; what cannot be undone comes first. */
    private static String status(ApiKey key, Instant now) {
        if (key.revokedAt() != null) {
            return "revoked";
        }
        if (key.isExpiredAt(now)) {
            return "expired";
        }
        return key.disabledAt() == null ? "active" : "disabled";
    }
}

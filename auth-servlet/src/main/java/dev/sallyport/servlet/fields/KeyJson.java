package dev.sallyport.servlet.fields;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.Shape;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members of an API key in an answer. */
public final class KeyJson {
    /** A key. */
    public static final Members SHAPE = Shape.object()
            .required("id", Shape.text().like("0123456789abcdef"))
            .required("name", Shape.text().like("Nightly export"))
            .required("description", Shape.text().orNull())
            .required("scopes", Shape.scopes().orNull())
            .required("rate_limit", Shape.text().orNull().like("100/minute"))
            .required("status", Shape.oneOf("active", "disabled", "expired", "revoked"))
            .required("created_at", Shape.instant())
            .required("expires_at", Shape.instant().orNull())
            .required("last_used_at", Shape.instant().orNull())
            .required("disabled_at", Shape.instant().orNull())
            .required("revoked_at", Shape.instant().orNull())
            .required("revoked_reason", Shape.text().orNull())
            .required("replaces", Shape.text().orNull());

    /** A key, and its text, in the one answer that has it. */
    public static final Members CREATED = SHAPE.required(
            "key", Shape.text().like("acme_key_0123456789abcdef_…").describedAs("The key itself: shown this once."));

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

package dev.sallyport.servlet.fields;

import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.KeyUpdate;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.servlet.json.JsonBody;
import dev.sallyport.servlet.shape.JsonShape;
import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.Shape;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The members of a request for an API key, or to change one; the core has the last word on their values. */
public final class KeyFields {
    private static final int MAX_NAME = 100;
    private static final int MAX_DESCRIPTION = 500;
    private static final int MAX_RATE_LIMIT = 100;
    private static final int MAX_DAYS = 3_650;

    private static final JsonShape EXPIRES_AT =
            Shape.instant().orNull().describedAs("Null for never, where the policy lets a key live for ever.");

    /** Name, description and scopes of a new key. */
    public static final Members NAMED = Shape.object()
            .required("name", Shape.text(1, MAX_NAME).like("Nightly export"))
            .optional("description", Shape.text(0, MAX_DESCRIPTION).orNull())
            .optional("scopes", ScopeFields.SHAPE.orNull());

    /** A request for a key. */
    public static final Members CREATE = NAMED.optional("expires_at", EXPIRES_AT)
            .optional("expires_in_days", Shape.integer(1, MAX_DAYS).orNull().like(90L))
            .optional("rate_limit", Shape.text(0, MAX_RATE_LIMIT).orNull().like("100/minute"));

    /** A change of a key. */
    public static final Members UPDATE = Shape.object()
            .optional("name", Shape.text(1, MAX_NAME).like("Nightly export"))
            .optional("description", Shape.text(0, MAX_DESCRIPTION).orNull().like("Runs at two"))
            .optional("scopes", ScopeFields.SHAPE.orNull())
            .optional("expires_at", EXPIRES_AT)
            .optional("expires_in_days", Shape.integer(1, MAX_DAYS).orNull())
            .optional("rate_limit", Shape.text(0, MAX_RATE_LIMIT).orNull())
            .optional("enabled", Shape.flag());

    /** How long what is replaced stays valid. */
    public static final Members OVERLAP = Shape.object()
            .optional(
                    "overlap_seconds",
                    Shape.integer(0, Integer.MAX_VALUE).orNull().like(3_600L));

    private final JsonBody body;
    private final InstantSource clock;

    public KeyFields(JsonBody body, InstantSource clock) {
        this.body = body;
        this.clock = clock;
    }

    public String name() {
        return body.text("name", MAX_NAME);
    }

    public @Nullable String description() {
        return body.optionalText("description", MAX_DESCRIPTION);
    }

    /** Null for all that the owner has. */
    public @Nullable ScopeSet scopes() {
        return ScopeFields.optional(body);
    }

    public boolean hasExpiry() {
        return body.has("expires_at") || body.has("expires_in_days");
    }

    /** Null for never where {@link #hasExpiry}, else for the standard one. */
    public @Nullable Instant expiresAt() {
        Instant at = body.optionalInstant("expires_at");
        Long days = body.optionalInteger("expires_in_days", 1, MAX_DAYS);
        if (at != null && days != null) {
            body.fault("expires_in_days", "invalid", "Send expires_in_days or expires_at, not both.");
        }
        return days == null ? at : clock.instant().plus(Duration.ofDays(days));
    }

    public @Nullable RateLimit rateLimit() {
        String text = body.optionalText("rate_limit", MAX_RATE_LIMIT);
        if (text == null) {
            return null;
        }
        try {
            return RateLimit.parse(text);
        } catch (IllegalArgumentException e) {
            body.fault("rate_limit", "invalid", "Write 100/minute, or 100/hour, 1000/day.");
            return null;
        }
    }

    /** The member {@code enabled}, which must be there. */
    public static boolean enabled(JsonBody body) {
        Boolean enabled = body.optionalFlag("enabled");
        if (enabled == null) {
            body.fault("enabled", "invalid", "This must be true or false.");
            return true;
        }
        return enabled;
    }

    /** A request for a new key. */
    public KeyRequest request() {
        return new KeyRequest(
                name(),
                description(),
                scopes(),
                hasExpiry() ? KeyRequest.Expiry.at(expiresAt()) : new KeyRequest.Expiry.Standard(),
                rateLimit());
    }

    /** How long a key that is rotated stays valid; zero when absent. */
    public static Duration overlap(JsonBody body) {
        Long seconds = body.optionalInteger("overlap_seconds", 0, Integer.MAX_VALUE);
        return Duration.ofSeconds(seconds == null ? 0 : seconds);
    }

    /** A change of a key: members that are present change, and {@code null} clears one (RFC 7396). */
    public KeyUpdate update() {
        KeyUpdate update = KeyUpdate.nothing();
        if (body.has("name")) {
            update = update.name(name());
        }
        if (body.has("description")) {
            update = update.description(description());
        }
        if (body.has("scopes")) {
            update = update.scopes(scopes());
        }
        if (hasExpiry()) {
            update = update.expiresAt(expiresAt());
        }
        if (body.has("rate_limit")) {
            update = update.rateLimit(rateLimit());
        }
        if (body.has("enabled")) {
            update = update.enabled(enabled(body));
        }
        return update;
    }
}

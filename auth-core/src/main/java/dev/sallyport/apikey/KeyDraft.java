package dev.sallyport.apikey;

import dev.sallyport.caller.FieldError;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.scope.ScopeSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key while it is being made or changed, and the one place that says what is wrong with it. For one thread. */
final class KeyDraft {
    private static final int MAX_NAME = 100;
    private static final int MAX_DESCRIPTION = 500;

    private final String id;
    private final String ownerId;
    private final Instant createdAt;
    private final Instant now;
    private final long version;

    String name;

    @Nullable
    String description;

    @Nullable
    ScopeSet scopes;

    @Nullable
    RateLimit rateLimit;

    @Nullable
    Instant expiresAt;

    @Nullable
    String replaces;

    private @Nullable Instant lastUsedAt;
    private @Nullable Instant disabledAt;
    private @Nullable Instant revokedAt;
    private @Nullable String revokedReason;
    private @Nullable Instant unchangedExpiry;

    private KeyDraft(String id, String ownerId, String name, Instant createdAt, long version, Instant now) {
        this.id = id;
        this.ownerId = ownerId;
        this.name = name;
        this.createdAt = createdAt;
        this.version = version;
        this.now = now;
    }

    static KeyDraft create(String id, String ownerId, KeyRequest request, Instant now) {
        KeyDraft draft = new KeyDraft(id, ownerId, request.name(), now, 0, now);
        draft.description = request.description();
        draft.scopes = request.scopes();
        draft.rateLimit = request.rateLimit();
        draft.expiresAt = request.expiresAt();
        return draft;
    }

    /** The next version of a key. */
    static KeyDraft change(ApiKey key, Instant now) {
        KeyDraft draft = new KeyDraft(key.id(), key.ownerId(), key.name(), key.createdAt(), key.version() + 1, now);
        draft.copyFrom(key);
        draft.lastUsedAt = key.lastUsedAt();
        draft.disabledAt = key.disabledAt();
        draft.revokedAt = key.revokedAt();
        draft.revokedReason = key.revokedReason();
        draft.replaces = key.replaces();
        draft.unchangedExpiry = key.expiresAt();
        return draft;
    }

    /** A new key with all that the old one was given. */
    static KeyDraft successor(String id, ApiKey old, Instant now) {
        KeyDraft draft = new KeyDraft(id, old.ownerId(), old.name(), now, 0, now);
        draft.copyFrom(old);
        draft.replaces = old.id();
        draft.unchangedExpiry = old.expiresAt();
        return draft;
    }

    private void copyFrom(ApiKey key) {
        description = key.description();
        scopes = key.scopes();
        rateLimit = key.rateLimit();
        expiresAt = key.expiresAt();
    }

    void enable(boolean enabled) {
        if (enabled) {
            disabledAt = null;
        } else if (disabledAt == null) {
            disabledAt = now;
        }
    }

    void revoke(@Nullable String reason) {
        revokedAt = now;
        revokedReason = reason;
    }

    /** The expiry that comes first counts. */
    void expireBy(Instant end) {
        if (expiresAt == null || end.isBefore(expiresAt)) {
            expiresAt = end;
        }
    }

    List<FieldError> errors(ScopeCatalog catalog) {
        List<FieldError> errors = new ArrayList<>();
        if (name.isBlank()) {
            errors.add(new FieldError("name", "required", "A name is needed."));
        } else if (name.length() > MAX_NAME) {
            errors.add(new FieldError("name", "too_long", "A name has at most " + MAX_NAME + " characters."));
        } else if (hasControlCharacter(name)) {
            errors.add(new FieldError("name", "invalid", "A name has no control characters."));
        }
        if (description != null && description.length() > MAX_DESCRIPTION) {
            errors.add(new FieldError(
                    "description", "too_long", "A description has at most " + MAX_DESCRIPTION + " characters."));
        }
        ScopeSet unknown = scopes == null ? ScopeSet.none() : catalog.unknownIn(scopes);
        if (!unknown.isEmpty()) {
            errors.add(new FieldError("scopes", "unknown", "There is no scope named: " + unknown + "."));
        }
        if (expiresAt != null && !expiresAt.equals(unchangedExpiry) && !expiresAt.isAfter(now)) {
            errors.add(new FieldError("expires_at", "invalid", "The expiry must be in the future."));
        }
        return errors;
    }

    private static boolean hasControlCharacter(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    ApiKey build() {
        return new ApiKey(
                id,
                ownerId,
                name,
                description,
                scopes,
                rateLimit,
                createdAt,
                expiresAt,
                lastUsedAt,
                disabledAt,
                revokedAt,
                revokedReason,
                replaces,
                version);
    }
}

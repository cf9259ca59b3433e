package dev.sallyport.apikey;

import dev.sallyport.limit.RateLimit;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.text.Characters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A key while it is being made or changed, and the one place that says what is wrong with it. For one thread. */
final class KeyDraft {
    private static final int MAX_NAME = 100;
    private static final int MAX_DESCRIPTION = 500;
    private static final int MAX_REASON = 200;
    private static final Instant LATEST_EXPIRY = Instant.parse("9999-12-31T23:59:59Z");

    private final String id;
    private final String audience;
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

    /** Current tenant of the owner. */
    @Nullable
    String tenant;

    ApiKey.Owner owner;
    String createdBy;
    private @Nullable Instant lastUsedAt;
    private @Nullable Instant disabledAt;
    private @Nullable Instant revokedAt;
    private @Nullable String revokedReason;
    /** What is stored now; null when the key is new. It was right when it was written and is not looked at again. */
    private @Nullable ApiKey before;

    private KeyDraft(
            String id, ApiKey.Owner owner, String audience, String name, Instant createdAt, long version, Instant now) {
        this.id = id;
        this.owner = owner;
        this.audience = audience;
        this.name = name;
        this.createdAt = createdAt;
        this.version = version;
        this.now = now;
        this.createdBy = owner.id();
    }

    static KeyDraft create(String id, ApiKey.Owner owner, String audience, KeyRequest request, Instant now) {
        KeyDraft draft = new KeyDraft(id, owner, audience, request.name(), now, 0, now);
        draft.description = request.description();
        draft.scopes = request.scopes();
        draft.rateLimit = request.rateLimit();
        draft.expiresAt = request.expiresAt(now, null);
        return draft;
    }

    /** The next version of a key. */
    static KeyDraft change(ApiKey key, Instant now) {
        KeyDraft draft = new KeyDraft(
                key.id(), key.owner(), key.audience(), key.name(), key.createdAt(), key.version() + 1, now);
        draft.copyFrom(key);
        draft.lastUsedAt = key.lastUsedAt();
        draft.disabledAt = key.disabledAt();
        draft.revokedAt = key.revokedAt();
        draft.revokedReason = key.revokedReason();
        draft.replaces = key.replaces();
        draft.before = key;
        return draft;
    }

    /** A new key with all that the old one was given. */
    static KeyDraft successor(String id, ApiKey old, Instant now) {
        KeyDraft draft = new KeyDraft(id, old.owner(), old.audience(), old.name(), now, 0, now);
        draft.copyFrom(old);
        draft.replaces = old.id();
        return draft;
    }

    private void copyFrom(ApiKey key) {
        createdBy = key.createdBy();
        tenant = key.tenant();
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

    /**
     * The faults of what is new, by field. Nobody is kept from ending or changing a key because the rest of what is stored would not
     * be let in any more.
     */
    List<FieldError> errors(ScopeCatalog catalog) {
        List<FieldError> errors = new ArrayList<>();
        if (isNew(name, ApiKey::name)) {
            if (name.isBlank()) {
                errors.add(new FieldError("name", "required", "A name is needed."));
            }
            checkText(errors, "name", name, MAX_NAME, "");
        }
        if (isNew(description, ApiKey::description)) {
            checkText(errors, "description", description, MAX_DESCRIPTION, "\t\n\r");
        }
        checkText(errors, "reason", revokedReason, MAX_REASON, "");
        if (scopes != null && isNew(scopes, ApiKey::scopes)) {
            ScopeSet unknown = catalog.unknownIn(scopes);
            if (!unknown.isEmpty()) {
                errors.add(new FieldError("scopes", "unknown", "There is no scope named: " + unknown + "."));
            }
        }
        if (isNew(expiresAt, ApiKey::expiresAt)) {
            checkNewExpiry(errors);
        }
        return errors;
    }

    static List<FieldError> errorsOfReason(String reason) {
        List<FieldError> errors = new ArrayList<>();
        checkText(errors, "reason", reason, MAX_REASON, "");
        return errors;
    }

    private boolean isNew(@Nullable Object value, Function<ApiKey, @Nullable Object> stored) {
        return before == null || !Objects.equals(value, stored.apply(before));
    }

    private void checkNewExpiry(List<FieldError> errors) {
        Instant unchangedExpiry = before == null ? null : before.expiresAt();
        if (unchangedExpiry != null && !unchangedExpiry.isAfter(now)) {
            errors.add(new FieldError("expires_at", "invalid", "An expired key stays expired; make a new one."));
        } else if (expiresAt != null && !expiresAt.isAfter(now)) {
            errors.add(new FieldError("expires_at", "invalid", "The expiry must be in the future."));
        } else if (expiresAt != null && expiresAt.isAfter(LATEST_EXPIRY)) {
            errors.add(new FieldError("expires_at", "invalid", "The expiry must be before the year 10000."));
        }
    }

    private static void checkText(
            List<FieldError> errors, String field, @Nullable String text, int max, String allowedControls) {
        if (text == null) {
            return;
        }
        if (text.length() > max) {
            errors.add(new FieldError(field, "too_long", "A " + field + " has at most " + max + " characters."));
        } else if (text.codePoints().anyMatch(c -> !Characters.isPrintable(c) && allowedControls.indexOf(c) < 0)) {
            errors.add(new FieldError(field, "invalid", "A " + field + " has no control characters."));
        }
    }

    /** Tells whether what is written would be another key than that, but for its version. */
    boolean changes(ApiKey before) {
        return !build(before.version()).equals(before);
    }

    ApiKey build() {
        return build(version);
    }

    private ApiKey build(long version) {
        return ApiKey.builder(id, owner.id(), audience, name, createdAt)
                .owned(owner.kind(), createdBy, tenant)
                .description(description)
                .scopes(scopes)
                .rateLimit(rateLimit)
                .expiresAt(expiresAt)
                .lastUsedAt(lastUsedAt)
                .disabledAt(disabledAt)
                .revoked(revokedAt, revokedReason)
                .replaces(replaces)
                .version(version)
                .build();
    }
}

package dev.sallyport.apikey;

import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks a new or changed key against terms. Immutable. */
final class KeyTermsCheck {
    private final KeyTerms terms;
    private final Instant now;

    KeyTermsCheck(KeyTerms terms, Instant now) {
        this.terms = terms;
        this.now = now;
    }

    /** The expiry of a new key for which none was asked; null for never. */
    @Nullable
    Instant standardExpiry() {
        Duration standard = terms.lifetime().standard();
        return standard == null ? null : now.plus(standard);
    }

    /** The expiry of a successor: that of the old key, unless the terms do not allow it or it is too near. */
    @Nullable
    Instant successorExpiry(@Nullable Instant old) {
        Duration standard = terms.lifetime().standard();
        Duration maximum = terms.lifetime().maximum();
        Duration instead = standard != null ? standard : maximum;
        return instead == null || allows(old) ? old : now.plus(instead);
    }

    private boolean allows(@Nullable Instant expiry) {
        Duration maximum = terms.lifetime().maximum();
        return expiry == null
                ? !terms.lifetime().required()
                : !expiry.isBefore(now.plus(terms.lifetime().minimum()))
                        && (maximum == null || !expiry.isAfter(now.plus(maximum)));
    }

    /** @param before what is stored now; what does not change is not looked at. Null when the key is new */
    List<FieldError> errors(ApiKey key, @Nullable ApiKey before) {
        List<FieldError> errors = new ArrayList<>();
        if (before == null || !Objects.equals(key.expiresAt(), before.expiresAt())) {
            checkExpiry(key.createdAt(), key.expiresAt(), errors);
        }
        ScopeSet scopes = key.scopes();
        boolean isNewScopes = before == null || !Objects.equals(scopes, before.scopes());
        if (terms.scopesRequired() && isNewScopes && (scopes == null || scopes.isEmpty())) {
            errors.add(new FieldError("scopes", "scopes_required", "Name at least one scope."));
        }
        return errors;
    }

    /** Tells whether a stored key breaks the terms; a near expiry is no fault, since it was far enough away when it was set. */
    static boolean isBeyond(KeyTerms terms, ApiKey key) {
        return !new KeyTermsCheck(terms, Instant.MIN).errors(key, null).isEmpty();
    }

    private void checkExpiry(Instant createdAt, @Nullable Instant expiresAt, List<FieldError> errors) {
        KeyTerms.Lifetime lifetime = terms.lifetime();
        // From the creation on, or a key would live for ever by changes.
        Instant latest = lifetime.maximum() == null ? Instant.MAX : createdAt.plus(lifetime.maximum());
        if (expiresAt == null) {
            if (lifetime.required()) {
                errors.add(new FieldError("expires_at", "expiry_required", "A key must expire" + atTheLatest(latest)));
            }
        } else if (expiresAt.isAfter(latest)) {
            errors.add(new FieldError("expires_at", "expiry_too_far", "The expiry is too far" + atTheLatest(latest)));
        } else if (expiresAt.isBefore(now.plus(lifetime.minimum()))) {
            errors.add(new FieldError(
                    "expires_at",
                    "expiry_too_soon",
                    "The expiry is too soon; the earliest allowed is "
                            + now.plus(lifetime.minimum())
                                    .plus(Duration.ofSeconds(1))
                                    .truncatedTo(ChronoUnit.SECONDS) + "."));
        }
    }

    private static String atTheLatest(Instant latest) {
        return latest.equals(Instant.MAX)
                ? "."
                : "; the last allowed is " + latest.truncatedTo(ChronoUnit.SECONDS) + ".";
    }

    /** Asked with the owner's lock held: whether the name of a key is taken. */
    Optional<Refusal> refuseName(ApiKey key, AudienceKeys keys) {
        return terms.uniqueNames()
                        && keys.otherNames(key.ownerId(), key.id(), now).stream()
                                .anyMatch(key.name()::equalsIgnoreCase)
                ? Optional.of(Refusal.invalid(
                        List.of(new FieldError("name", "name_taken", "Another live key has this name."))))
                : Optional.empty();
    }
}

package dev.sallyport.apikey;

import dev.sallyport.audit.Actor;
import dev.sallyport.change.Change;
import dev.sallyport.change.StoreException;
import dev.sallyport.change.Transaction;
import dev.sallyport.change.Transactions;
import dev.sallyport.environment.Environment;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Replaces a key by a new one that can do the same, and lets the old one go on for a while. Safe for use by many threads. */
final class KeyRotation {
    private final AudienceKeys keys;
    private final KeyFormat format;
    private final ApiKeyPolicy policy;
    private final KeyScopes scopes;
    private final KeyEnds ends;
    private final Transactions transactions;
    private final InstantSource clock;
    private final SecureRandom random;

    /** Told of a key that ends by its rotation. */
    record KeyEnds(KeyDependents dependents, KeyAudit audit) {}

    KeyRotation(
            AudienceKeys keys,
            KeyFormat format,
            ApiKeyPolicy policy,
            KeyScopes scopes,
            KeyEnds ends,
            Environment environment) {
        this.keys = keys;
        this.format = format;
        this.policy = policy;
        this.scopes = scopes;
        this.ends = ends;
        this.transactions = environment.transactions();
        this.clock = environment.clock();
        this.random = environment.random();
    }

    boolean isOverlap(Duration overlap) {
        return !overlap.isNegative() && overlap.compareTo(policy.maxOverlap()) <= 0;
    }

    Refusal noOverlap() {
        return Refusal.invalid(List.of(new FieldError(
                "overlap_seconds",
                "invalid",
                "An overlap is 0 to " + policy.maxOverlap().toSeconds() + " seconds.")));
    }

    /** @param found read a moment ago: whether its owner has its scopes is asked before the lock is taken */
    Outcome<NewApiKey> rotate(ApiKey found, Duration overlap, Actor by) {
        String id = found.id();
        KeyOwner owner = scopes.owner(found.owner());
        List<FieldError> errors = new ArrayList<>(scopes.errors(owner, found.scopes()));
        KeyTermsCheck terms =
                new KeyTermsCheck(policy.termsFor(owner == null ? null : owner.tenant()), clock.instant());
        if (errors.isEmpty()) {
            errors.addAll(terms.errors(successor(id, found, terms, by), null));
        }
        if (!errors.isEmpty()) {
            return Outcome.refused(Refusal.invalid(errors));
        }
        KeyFormat.Generated credential = format.generate(random);
        Instant now = clock.instant();
        return transactions
                .inTransaction(transaction -> {
                    transaction.lockOwner(found.ownerId());
                    Optional<ApiKey> old = keys.find(id).filter(key -> key.isUsableAt(now));
                    if (old.isEmpty()) {
                        return Outcome.<ApiKey>refused(Refusal.notFound());
                    }
                    if (!keys.makeRoom(old.get().owner(), old.get().tenant(), clock.instant()) && !overlap.isZero()) {
                        return Outcome.<ApiKey>refused(keys.tooMany());
                    }
                    ApiKey next = successor(credential.id(), old.get(), terms, by);
                    replace(ending(old.get(), overlap, now), next, credential, transaction);
                    ends.audit().rotated(id, next, by);
                    return Outcome.done(next);
                })
                .map(next -> new NewApiKey(next, credential.secret()));
    }

    private ApiKey successor(String id, ApiKey old, KeyTermsCheck terms, Actor by) {
        KeyDraft draft = KeyDraft.successor(id, old, clock.instant());
        draft.createdBy = Objects.requireNonNullElse(by.id(), old.createdBy());
        draft.expiresAt = terms.successorExpiry(old.expiresAt());
        return draft.build();
    }

    private ApiKey ending(ApiKey old, Duration overlap, Instant now) {
        KeyDraft ending = KeyDraft.change(old, now);
        if (overlap.isZero()) {
            ending.revoke("rotated");
            ends.dependents().keyStopped(old.id());
        } else {
            ending.expireBy(now.plus(overlap));
        }
        return ending.build();
    }

    private void replace(ApiKey ending, ApiKey next, KeyFormat.Generated credential, Transaction transaction) {
        if (!keys.store().update(ending)
                || !keys.store().insert(next, credential.secret().digest())) {
            throw new StoreException("The key changed while it was rotated; try again");
        }
        transaction.changed(Change.apiKey(ending.id()));
    }
}

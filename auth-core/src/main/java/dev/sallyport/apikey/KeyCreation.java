package dev.sallyport.apikey;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.change.Transactions;
import dev.sallyport.environment.Environment;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.SecretDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Makes new keys for an owner: random ones, those that a mint writes, and those of another system. Safe for use by many threads.
 */
final class KeyCreation {
    private final AudienceKeys keys;
    private final KeyFormat format;
    private final KeyScopes scopes;
    private final KeyAudit audit;
    private final Transactions transactions;
    private final InstantSource clock;
    private final SecureRandom random;

    KeyCreation(AudienceKeys keys, KeyFormat format, KeyScopes scopes, KeyAudit audit, Environment environment) {
        this.keys = keys;
        this.format = format;
        this.scopes = scopes;
        this.audit = audit;
        this.transactions = environment.transactions();
        this.clock = environment.clock();
        this.random = environment.random();
    }

    /** @param stillIn asked in the transaction, with the owner's lock held; refused as an invalid token where it is false */
    Outcome<NewApiKey> create(String ownerId, KeyRequest request, Actor by, BooleanSupplier stillIn) {
        KeyFormat.Generated credential = format.generate(random);
        KeyDraft draft = draft(credential.id(), ownerId, request, clock.instant());
        return insert(draft, credential.secret().digest(), AuditEvent.Type.API_KEY_CREATED, by, stillIn)
                .map(key -> new NewApiKey(key, credential.secret()));
    }

    Outcome<NewApiKey> mint(
            String ownerId, KeyRequest request, NewApiKey.Mint mint, Actor by, BooleanSupplier stillIn) {
        Instant now = clock.instant();
        Instant expiresAt = request.expiryAt(now);
        if (expiresAt == null) {
            return Outcome.refused(Refusal.invalid(
                    List.of(new FieldError("expires_at", "required", "A key of this kind must expire."))));
        }
        String id = format.generate(random).id();
        Secret text = mint.mint(id, ownerId, now, expiresAt);
        return insert(draft(id, ownerId, request, now), text.digest(), AuditEvent.Type.API_KEY_CREATED, by, stillIn)
                .map(key -> new NewApiKey(key, text));
    }

    Outcome<ApiKey> importByDigest(String ownerId, KeyRequest request, SecretDigest digest, Actor by) {
        KeyDraft draft = draft(format.generate(random).id(), ownerId, request, clock.instant());
        return insert(draft, digest, AuditEvent.Type.API_KEY_IMPORTED, by, () -> true);
    }

    private KeyDraft draft(String id, String ownerId, KeyRequest request, Instant now) {
        return KeyDraft.create(id, ownerId, keys.audience(), request, now);
    }

    private Outcome<ApiKey> insert(
            KeyDraft draft, SecretDigest digest, AuditEvent.Type type, Actor by, BooleanSupplier stillIn) {
        List<FieldError> errors = draft.errors(scopes.catalog());
        ApiKey key = draft.build();
        if (errors.isEmpty()) {
            errors = scopes.errors(key.ownerId(), key.scopes());
        }
        if (!errors.isEmpty()) {
            return Outcome.refused(Refusal.invalid(errors));
        }
        Optional<Refusal> refused = transactions.inTransaction(transaction -> {
            transaction.lockOwner(key.ownerId());
            if (!stillIn.getAsBoolean()) {
                return Optional.of(Refusal.invalidToken());
            }
            if (!keys.makeRoom(key.ownerId(), clock.instant())) {
                return Optional.of(keys.tooMany());
            }
            if (!keys.store().insert(key, digest)) {
                return Optional.of(alreadyThere());
            }
            audit.made(type, key, by);
            return Optional.empty();
        });
        return refused.<Outcome<ApiKey>>map(Outcome::refused).orElseGet(() -> Outcome.done(key));
    }

    private static Refusal alreadyThere() {
        return Refusal.invalid(List.of(new FieldError("digest", "duplicate", "This key is there already.")));
    }
}

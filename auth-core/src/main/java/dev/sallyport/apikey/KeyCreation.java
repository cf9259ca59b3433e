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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Makes new keys for an owner: random ones, those that a mint writes, and those of another system. Safe for use by many threads.
 */
final class KeyCreation {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final AudienceKeys keys;
    private final KeyFormat format;
    private final ApiKeyPolicy policy;
    private final KeyScopes scopes;
    private final KeyAudit audit;
    private final Transactions transactions;
    private final InstantSource clock;
    private final SecureRandom random;

    KeyCreation(
            AudienceKeys keys,
            KeyFormat format,
            ApiKeyPolicy policy,
            KeyScopes scopes,
            KeyAudit audit,
            Environment environment) {
        this.keys = keys;
        this.format = format;
        this.policy = policy;
        this.scopes = scopes;
        this.audit = audit;
        this.transactions = environment.transactions();
        this.clock = environment.clock();
        this.random = environment.random();
    }

    /** @param stillIn asked in the transaction, with the owner's lock held; refused as an invalid token where it is false */
    Outcome<NewApiKey> create(ApiKey.Owner owner, KeyRequest request, Actor by, BooleanSupplier stillIn) {
        KeyFormat.Generated credential = format.generate(random);
        NewKey key = new NewKey(credential.id(), credential.secret().digest(), AuditEvent.Type.API_KEY_CREATED);
        return insert(key, owner, request, by, stillIn).map(made -> new NewApiKey(made, credential.secret()));
    }

    Outcome<NewApiKey> mint(
            ApiKey.Owner owner, KeyRequest request, NewApiKey.Mint mint, Actor by, BooleanSupplier stillIn) {
        Instant now = clock.instant();
        Instant expiresAt = request.expiresAt(now, null);
        if (expiresAt == null) {
            return Outcome.refused(Refusal.invalid(
                    List.of(new FieldError("expires_at", "required", "A key of this kind must expire."))));
        }
        String id = format.generate(random).id();
        Secret text = mint.mint(id, owner.id(), now, expiresAt);
        NewKey key = new NewKey(id, text.digest(), AuditEvent.Type.API_KEY_CREATED);
        return insert(key, owner, request.withExpiresAt(expiresAt), by, stillIn).map(made -> new NewApiKey(made, text));
    }

    Outcome<ApiKey> importByDigest(ApiKey.Owner owner, KeyRequest request, SecretDigest digest, Actor by) {
        NewKey key = new NewKey(format.generate(random).id(), digest, AuditEvent.Type.API_KEY_IMPORTED);
        return insert(key, owner, request, by, () -> true);
    }

    private record NewKey(String id, SecretDigest digest, AuditEvent.Type type) {}

    private Outcome<ApiKey> insert(
            NewKey made, ApiKey.Owner whose, KeyRequest request, Actor by, BooleanSupplier stillIn) {
        Instant now = clock.instant();
        KeyDraft draft = KeyDraft.create(made.id(), whose, keys.audience(), request, now);
        List<FieldError> errors = new ArrayList<>(draft.errors(scopes.catalog()));
        if (!errors.isEmpty()) {
            // Bad input costs no read.
            return Outcome.refused(Refusal.invalid(errors));
        }
        KeyOwner owner = scopes.owner(whose);
        KeyTermsCheck terms = new KeyTermsCheck(policy.termsFor(owner == null ? null : owner.tenant()), now);
        draft.expiresAt = request.expiresAt(now, terms.standardExpiry());
        draft.tenant = owner == null ? null : owner.tenant();
        draft.createdBy = Objects.requireNonNullElse(by.id(), whose.id());
        ApiKey key = draft.build();
        errors.addAll(scopes.errors(owner, key.scopes()));
        errors.addAll(terms.errors(key, null));
        if (!errors.isEmpty()) {
            return Outcome.refused(Refusal.invalid(errors));
        }
        Optional<Refusal> refused = transactions.inTransaction(transaction -> {
            transaction.lockOwner(whose.id());
            if (!stillIn.getAsBoolean()) {
                return Optional.of(Refusal.invalidToken());
            }
            if (owner == null || !scopes.isStillIn(whose, owner)) {
                return Optional.of(Refusal.unavailable(RETRY_AFTER));
            }
            Optional<Refusal> taken = terms.refuseName(key, keys);
            if (taken.isPresent()) {
                return taken;
            }
            if (!keys.makeRoom(whose, key.tenant(), clock.instant())) {
                return Optional.of(keys.tooMany());
            }
            if (!keys.store().insert(key, made.digest())) {
                return Optional.of(alreadyThere());
            }
            audit.made(made.type(), key, by);
            return Optional.empty();
        });
        return refused.<Outcome<ApiKey>>map(Outcome::refused).orElseGet(() -> Outcome.done(key));
    }

    private static Refusal alreadyThere() {
        return Refusal.invalid(List.of(new FieldError("digest", "duplicate", "This key is there already.")));
    }
}

package dev.sallyport.apikey;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.change.Change;
import dev.sallyport.change.StoreException;
import dev.sallyport.change.Transaction;
import dev.sallyport.change.Transactions;
import dev.sallyport.environment.Environment;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.secret.CredentialFormat;
import dev.sallyport.secret.NewCredential;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.SecretDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes, changes and ends API keys, for code that the application trusts: nothing here asks who calls. What a caller may do with
 * their own keys is {@link OwnApiKeys}. Keys of another audience do not exist here. Safe for use by many threads.
 *
 * <p>A key's secret is in the answer of {@link #create} or {@link #rotate} and nowhere else; the store has its SHA-256 digest.
 * Every method throws {@link StoreException} when the backend fails.
 */
@CheckReturnValue
public final class ApiKeys {
    private final ApiKeyStore store;
    private final Transactions transactions;
    private final KeyDependents dependents;
    private final CredentialFormat format;
    private final ApiKeyPolicy policy;
    private final String audience;
    private final ScopeCatalog catalog;
    private final KeyScopes scopes;
    private final InstantSource clock;
    private final SecureRandom random;
    private final AuditSink audit;

    ApiKeys(
            ApiKeySettings settings,
            ApiKeyStore store,
            KeyScopes scopes,
            KeyDependents dependents,
            Environment environment) {
        this.store = store;
        this.transactions = environment.transactions();
        this.dependents = dependents;
        this.format = CredentialFormat.of(settings.prefix());
        this.policy = settings.policy();
        this.audience = settings.audience();
        this.catalog = scopes.catalog();
        this.scopes = scopes;
        this.clock = environment.clock();
        this.random = environment.random();
        this.audit = environment.audit();
    }

    CredentialFormat format() {
        return format;
    }

    /**
     * Refused when a field is wrong, when there is no owner of that id or they lack a scope that is named, and when the owner has
     * as many live keys as they can have.
     */
    public Outcome<NewApiKey> create(String ownerId, KeyRequest request, Actor by) {
        return create(ownerId, request, by, () -> true);
    }

    /** @param stillIn asked in the transaction, with the owner's lock held; refused as an invalid token where it is false */
    Outcome<NewApiKey> create(String ownerId, KeyRequest request, Actor by, BooleanSupplier stillIn) {
        NewCredential credential = format.generate(random);
        KeyDraft draft = KeyDraft.create(credential.id(), ownerId, audience, request, clock.instant());
        return insert(draft, credential.secret().digest(), AuditEvent.Type.API_KEY_CREATED, by, stillIn)
                .map(key -> new NewApiKey(key, credential.secret()));
    }

    /**
     * Makes a key whose text a mint writes, and which must expire. It is a key like any other: found by the digest of its text,
     * listed, changed and revoked.
     */
    public Outcome<NewApiKey> create(String ownerId, KeyRequest request, KeyMint mint, Actor by) {
        return create(ownerId, request, mint, by, () -> true);
    }

    Outcome<NewApiKey> create(String ownerId, KeyRequest request, KeyMint mint, Actor by, BooleanSupplier stillIn) {
        Instant expiresAt = request.expiresAt();
        if (expiresAt == null) {
            return Outcome.refused(Refusal.invalid(
                    List.of(new FieldError("expires_at", "required", "A key of this kind must expire."))));
        }
        String id = format.generate(random).id();
        Instant now = clock.instant();
        Secret text = mint.mint(id, ownerId, now, expiresAt);
        KeyDraft draft = KeyDraft.create(id, ownerId, audience, request, now);
        return insert(draft, text.digest(), AuditEvent.Type.API_KEY_CREATED, by, stillIn)
                .map(key -> new NewApiKey(key, text));
    }

    /**
     * Takes over a key that another system made. Its text must begin with one of {@link ApiKeyPolicy#importedPrefixes}, and
     * have at least 112 random bits, since a digest without salt is all that protects it.
     *
     * @param digest of the whole text of the key
     */
    public Outcome<ApiKey> importByDigest(String ownerId, KeyRequest request, SecretDigest digest, Actor by) {
        KeyDraft draft = KeyDraft.create(format.generate(random).id(), ownerId, audience, request, clock.instant());
        return insert(draft, digest, AuditEvent.Type.API_KEY_IMPORTED, by, () -> true);
    }

    private Outcome<ApiKey> insert(
            KeyDraft draft, SecretDigest digest, AuditEvent.Type type, Actor by, BooleanSupplier stillIn) {
        List<FieldError> errors = draft.errors(catalog);
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
            if (!makeRoom(key.ownerId())) {
                return Optional.of(tooMany());
            }
            if (!store.insert(key, digest)) {
                return Optional.of(alreadyThere());
            }
            record(type, key, by, Map.of("name", key.name()));
            return Optional.empty();
        });
        return refused.<Outcome<ApiKey>>map(Outcome::refused).orElseGet(() -> Outcome.done(key));
    }

    /** Counts the live keys and drops the oldest dead ones, so that an owner's list stays bounded. */
    private boolean makeRoom(String ownerId) {
        Instant now = clock.instant();
        List<KeyState> keys = store.statesByOwner(ownerId, audience);
        List<KeyState> dead = keys.stream().filter(key -> !key.isLiveAt(now)).toList();
        dead.stream().skip(policy.maxPerOwner()).forEach(key -> store.delete(key.id()));
        return keys.size() - dead.size() < policy.maxPerOwner();
    }

    /** All of the owner, dead ones too, newest first. */
    public List<ApiKey> list(String ownerId) {
        return store.findByOwner(ownerId).stream().filter(this::isOurs).toList();
    }

    public Optional<ApiKey> find(String id) {
        return store.findById(id).filter(this::isOurs);
    }

    /** The key when it is that owner's. */
    Optional<ApiKey> findOf(String ownerId, String id) {
        return find(id).filter(key -> key.ownerId().equals(ownerId));
    }

    /** Whose key that is: nothing else of it stays true until the owner's lock is held. */
    private Optional<String> ownerOf(String id) {
        return find(id).map(ApiKey::ownerId);
    }

    /** The key whose text has this digest, usable or not. */
    public Optional<ApiKey> findByDigest(SecretDigest digest) {
        return store.findByDigest(digest).filter(this::isOurs);
    }

    /** Tells whether the key is for this application: the others do not exist here. */
    public boolean isOurs(ApiKey key) {
        return key.audience().equals(audience);
    }

    /**
     * Refused when there is no such key, it is revoked, a field is wrong, or the owner lacks a scope that is new to it. What changes
     * nothing writes nothing.
     */
    public Outcome<ApiKey> update(String id, KeyUpdate update, Actor by) {
        return ownerOf(id)
                .<Outcome<ApiKey>>map(owner -> updateOf(owner, id, update, by))
                .orElseGet(ApiKeys::notFound);
    }

    /** The same when it is that owner's; reads the key once. */
    Outcome<ApiKey> updateOf(String ownerId, String id, KeyUpdate update, Actor by) {
        return change(ownerId, id, update::applyTo, key -> recordUpdate(key.before(), key.after(), by))
                .map(Changed::after);
    }

    /** Refuses the key until it is enabled again, and ends the sessions that it opened. */
    public Outcome<ApiKey> disable(String id, Actor by) {
        return update(id, KeyUpdate.nothing().enabled(false), by);
    }

    /** Accepts a disabled key again. */
    public Outcome<ApiKey> enable(String id, Actor by) {
        return update(id, KeyUpdate.nothing().enabled(true), by);
    }

    /** Ends the key for good, and what rests on it. Revoking it again changes nothing. */
    public Outcome<ApiKey> revoke(String id, @Nullable String reason, Actor by) {
        return ownerOf(id)
                .<Outcome<ApiKey>>map(owner -> revokeOf(owner, id, reason, by))
                .orElseGet(ApiKeys::notFound);
    }

    /** The same when it is that owner's; reads the key once, unless it is revoked already. */
    Outcome<ApiKey> revokeOf(String ownerId, String id, @Nullable String reason, Actor by) {
        Outcome<ApiKey> revoked = change(
                        ownerId, id, draft -> draft.revoke(reason), key -> recordRevoked(key.after(), reason, by))
                .map(Changed::after);
        return revoked instanceof Outcome.Refused<ApiKey> refused
                        && refused.refusal().cause() == Refusal.Cause.NOT_FOUND
                ? findOf(ownerId, id).map(Outcome::done).orElse(revoked)
                : revoked;
    }

    private void recordRevoked(ApiKey key, @Nullable String reason, Actor by) {
        record(AuditEvent.Type.API_KEY_REVOKED, key, by, reason == null ? Map.of() : Map.of("reason", reason));
    }

    /**
     * Ends all keys of the owner, disabled ones too, and what rests on them: all or none, and in the transaction of the caller
     * where there is one.
     */
    public void revokeAll(String ownerId, String reason, Actor by) {
        transactions.inTransaction(transaction -> {
            transaction.lockOwner(ownerId);
            List<KeyState> keys = store.statesByOwner(ownerId, audience).stream()
                    .filter(key -> key.revokedAt() == null)
                    .toList();
            keys.forEach(key -> changeLocked(
                            ownerId,
                            key.id(),
                            draft -> draft.revoke(reason),
                            changed -> recordRevoked(changed.after(), reason, by),
                            transaction)
                    .orElseThrow());
            return keys;
        });
    }

    /**
     * Makes a new key with all that the old one was given. The old one goes on for the overlap, zero ends it at once.
     *
     * @return refused when there is no such key, it is not usable, the overlap is longer than the policy allows, the owner is
     *     there no more or lacks a scope that the key names, or has as many live keys as they can have and the old one is to go on
     */
    public Outcome<NewApiKey> rotate(String id, Duration overlap, Actor by) {
        return isOverlap(overlap)
                ? find(id).<Outcome<NewApiKey>>map(key -> succeed(key, overlap, by))
                        .orElseGet(ApiKeys::notFound)
                : Outcome.refused(noOverlap());
    }

    /**
     * The same for a key that was read a moment ago, because whether its owner has its scopes is asked before the lock is taken; what
     * else counts is how it is under the lock.
     */
    Outcome<NewApiKey> rotate(ApiKey found, Duration overlap, Actor by) {
        return isOverlap(overlap) ? succeed(found, overlap, by) : Outcome.refused(noOverlap());
    }

    private boolean isOverlap(Duration overlap) {
        return !overlap.isNegative() && overlap.compareTo(policy.maxOverlap()) <= 0;
    }

    private Refusal noOverlap() {
        return Refusal.invalid(List.of(new FieldError(
                "overlap_seconds",
                "invalid",
                "An overlap is 0 to " + policy.maxOverlap().toSeconds() + " seconds.")));
    }

    private Outcome<NewApiKey> succeed(ApiKey found, Duration overlap, Actor by) {
        String id = found.id();
        List<FieldError> errors = scopes.errors(found.ownerId(), found.scopes());
        if (!errors.isEmpty()) {
            return Outcome.refused(Refusal.invalid(errors));
        }
        NewCredential credential = format.generate(random);
        Instant now = clock.instant();
        Outcome<ApiKey> successor = transactions.inTransaction(transaction -> {
            transaction.lockOwner(found.ownerId());
            Optional<ApiKey> old = find(id).filter(key -> key.isUsableAt(now));
            if (old.isEmpty()) {
                return Outcome.refused(Refusal.notFound());
            }
            if (!makeRoom(old.get().ownerId()) && !overlap.isZero()) {
                return Outcome.refused(tooMany());
            }
            KeyDraft ending = KeyDraft.change(old.get(), now);
            if (overlap.isZero()) {
                ending.revoke("rotated");
                dependents.keyStopped(id);
            } else {
                ending.expireBy(now.plus(overlap));
            }
            ApiKey next = KeyDraft.successor(credential.id(), old.get(), now).build();
            if (!store.update(ending.build())
                    || !store.insert(next, credential.secret().digest())) {
                throw new StoreException("The key changed while it was rotated; try again");
            }
            transaction.changed(Change.apiKey(id));
            record(AuditEvent.Type.API_KEY_ROTATED, next, by, Map.of("replaces", id));
            return Outcome.done(next);
        });
        return successor.map(next -> new NewApiKey(next, credential.secret()));
    }

    private record Changed(ApiKey before, ApiKey after) {}

    /**
     * Reads, changes and writes one key, one change of an owner's keys at a time: somebody who changes a key in a loop keeps nobody
     * from revoking it.
     */
    private Outcome<Changed> change(String ownerId, String id, Consumer<KeyDraft> edit, Consumer<Changed> record) {
        return transactions.inTransaction(transaction -> {
            transaction.lockOwner(ownerId);
            return changeLocked(ownerId, id, edit, record, transaction);
        });
    }

    private Outcome<Changed> changeLocked(
            String ownerId, String id, Consumer<KeyDraft> edit, Consumer<Changed> record, Transaction transaction) {
        Optional<ApiKey> before = findOf(ownerId, id).filter(key -> key.revokedAt() == null);
        if (before.isEmpty()) {
            return Outcome.refused(Refusal.notFound());
        }
        KeyDraft draft = KeyDraft.change(before.get(), clock.instant());
        edit.accept(draft);
        List<FieldError> errors = draft.errors(catalog);
        if (errors.isEmpty() && !Objects.equals(draft.scopes, before.get().scopes())) {
            errors = scopes.errors(before.get().ownerId(), draft.scopes);
        }
        if (!errors.isEmpty()) {
            return Outcome.refused(Refusal.invalid(errors));
        }
        if (!draft.changes(before.get())) {
            return Outcome.done(new Changed(before.get(), before.get()));
        }
        Changed changed = new Changed(before.get(), draft.build());
        ApiKey key = changed.after();
        if (!store.update(key)) {
            throw new StoreException("The key changed although the lock was held; try again");
        }
        if (key.revokedAt() != null || key.disabledAt() != null) {
            dependents.keyStopped(key.id());
        }
        transaction.changed(Change.apiKey(key.id()));
        record.accept(changed);
        return Outcome.done(changed);
    }

    private void recordUpdate(ApiKey before, ApiKey after, Actor by) {
        boolean wasEnabled = before.disabledAt() == null;
        boolean isEnabled = after.disabledAt() == null;
        AuditEvent.Type type = wasEnabled == isEnabled
                ? AuditEvent.Type.API_KEY_CHANGED
                : isEnabled ? AuditEvent.Type.API_KEY_ENABLED : AuditEvent.Type.API_KEY_DISABLED;
        record(type, after, by, Map.of("name", after.name()));
    }

    private void record(AuditEvent.Type type, ApiKey key, Actor by, Map<String, String> details) {
        audit.record(by.event(clock.instant(), type, key.ownerId(), key.id(), details));
    }

    private static <T> Outcome<T> notFound() {
        return Outcome.refused(Refusal.notFound());
    }

    private Refusal tooMany() {
        return Refusal.invalid(List.of(new FieldError(
                "name",
                "too_many",
                "There are " + policy.maxPerOwner() + " live keys already; revoke one that is not needed.")));
    }

    private static Refusal alreadyThere() {
        return Refusal.invalid(List.of(new FieldError("digest", "duplicate", "This key is there already.")));
    }
}

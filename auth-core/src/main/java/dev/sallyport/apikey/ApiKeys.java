package dev.sallyport.apikey;

import dev.sallyport.audit.Actor;
import dev.sallyport.change.StoreException;
import dev.sallyport.change.Transactions;
import dev.sallyport.environment.Environment;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.page.Page;
import dev.sallyport.page.PageCursor;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.SecretDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
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
    /** Objection to the change of a key, checked in the transaction of the change. */
    @FunctionalInterface
    public interface Objection {
        /** Checks the change; empty to allow it. */
        Optional<Refusal> to(ApiKey before, ApiKey after);
    }

    private final AudienceKeys keys;
    private final KeyLists lists;
    private final KeyCreation creation;
    private final KeyEditor editor;
    private final KeyRotation rotation;
    private final KeyTransfer transfers;
    private final KeyAudit audit;
    private final KeyFormat format;
    private final Transactions transactions;
    private final ApiKeyPolicy policy;
    private final InstantSource clock;

    ApiKeys(
            AudienceKeys keys,
            KeyFormat format,
            ApiKeyPolicy policy,
            KeyScopes scopes,
            KeyDependents dependents,
            Environment environment) {
        this.keys = keys;
        this.policy = policy;
        this.clock = environment.clock();
        this.format = format;
        transactions = environment.transactions();
        audit = new KeyAudit(environment.audit(), environment.clock());
        lists = new KeyLists(keys, format, policy, clock);
        creation = new KeyCreation(keys, format, policy, scopes, audit, environment);
        editor = new KeyEditor(keys, policy, scopes, dependents, environment);
        KeyRotation.KeyEnds ends = new KeyRotation.KeyEnds(dependents, audit);
        rotation = new KeyRotation(keys, format, policy, scopes, ends, environment);
        transfers = new KeyTransfer(keys, scopes, ends, environment);
    }

    KeyFormat format() {
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
        return creation.create(ApiKey.Owner.user(ownerId), request, by, stillIn);
    }

    /** Makes a key for an owner of any kind, refused as one for a person is. The scopes of a tenant must be named. */
    public Outcome<NewApiKey> create(ApiKey.Owner owner, KeyRequest request, Actor by) {
        return creation.create(owner, request, by, () -> true);
    }

    /**
     * Makes a key whose text a mint writes, and which must expire. It is a key like any other: found by the digest of its text,
     * listed, changed and revoked.
     */
    public Outcome<NewApiKey> create(String ownerId, KeyRequest request, NewApiKey.Mint mint, Actor by) {
        return create(ownerId, request, mint, by, () -> true);
    }

    Outcome<NewApiKey> create(
            String ownerId, KeyRequest request, NewApiKey.Mint mint, Actor by, BooleanSupplier stillIn) {
        return creation.mint(ApiKey.Owner.user(ownerId), request, mint, by, stillIn);
    }

    /**
     * Takes over a key that another system made. Its text must begin with one of {@link ApiKeyPolicy#importedPrefixes}, and
     * have at least 112 random bits, since a digest without salt is all that protects it.
     *
     * @param digest of the whole text of the key
     */
    public Outcome<ApiKey> importByDigest(String ownerId, KeyRequest request, SecretDigest digest, Actor by) {
        return creation.importByDigest(ApiKey.Owner.user(ownerId), request, digest, by);
    }

    /** @param tenant the owner's; null when they belong to none */
    KeyTerms.Own terms(String ownerId, @Nullable String tenant) {
        return new KeyTerms.Own(
                policy.termsFor(tenant), policy.maxPerOwner(), keys.countLive(ownerId, clock.instant()));
    }

    /** All of the owner, dead ones too, newest first. */
    public List<ApiKey> list(String ownerId) {
        return keys.list(ApiKey.Owner.user(ownerId));
    }

    /**
     * Lists a page of this application's keys, of all owners. The search text may be a whole key, whose secret part is removed before
     * the search. Refused by field when the text is invalid or the cursor belongs to another query.
     */
    public Outcome<Page<ApiKey>> list(KeyQuery query) {
        return lists.list(query);
    }

    /**
     * Lists a page of the live keys whose lifetime, expiry or scopes the current terms would not allow, newest first. They stay valid,
     * since terms bind new and changed keys only. A page examines as many keys as its limit, so it can be empty although more follow.
     *
     * @param after null for the beginning
     * @param limit 1 to 200
     */
    public Outcome<Page<ApiKey>> beyondPolicy(@Nullable PageCursor after, int limit) {
        return lists.beyondPolicy(after, limit);
    }

    public Optional<ApiKey> find(String id) {
        return keys.find(id);
    }

    /** The key when it is that owner's. */
    Optional<ApiKey> findOf(ApiKey.Owner owner, String id) {
        return keys.findOf(owner, id);
    }

    boolean hasShared(String tenant) {
        return keys.hasShared(tenant, clock.instant());
    }

    /** The owner of a key, which only a transfer changes; it counts as read again once the owner's lock is held. */
    private Optional<ApiKey.Owner> ownerOf(String id) {
        return find(id).map(ApiKey::owner);
    }

    /** The key whose text has this digest, usable or not. */
    public Optional<ApiKey> findByDigest(SecretDigest digest) {
        return keys.findByDigest(digest);
    }

    /** Tells whether the key is for this application: the others do not exist here. */
    public boolean isOurs(ApiKey key) {
        return keys.isOurs(key);
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
    Outcome<ApiKey> updateOf(ApiKey.Owner owner, String id, KeyUpdate update, Actor by) {
        return editor.change(owner, id, update::applyTo, key -> audit.changed(key.before(), key.after(), by));
    }

    /**
     * Changes a key unless the objection refuses.
     *
     * @param objection checks the key before and after the change, while nobody else can change it
     */
    public Outcome<ApiKey> update(String id, KeyUpdate update, Objection objection, Actor by) {
        return ownerOf(id)
                .<Outcome<ApiKey>>map(owner -> editor.change(
                        owner, id, update::applyTo, objection, key -> audit.changed(key.before(), key.after(), by)))
                .orElseGet(ApiKeys::notFound);
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
    Outcome<ApiKey> revokeOf(ApiKey.Owner owner, String id, @Nullable String reason, Actor by) {
        Outcome<ApiKey> revoked =
                editor.change(owner, id, draft -> draft.revoke(reason), key -> audit.revoked(key.after(), reason, by));
        return revoked instanceof Outcome.Refused<ApiKey> refused
                        && refused.refusal().cause() == Refusal.Cause.NOT_FOUND
                ? findOf(owner, id).map(Outcome::done).orElse(revoked)
                : revoked;
    }

    /**
     * Ends all keys of the owner, disabled ones too, and what rests on them: all or none, and in the transaction of the caller
     * where there is one.
     */
    public void revokeAll(String ownerId, String reason, Actor by) {
        int unused = countRevoked(ownerId, reason, by);
    }

    private int countRevoked(String ownerId, String reason, Actor by) {
        ApiKey.Owner owner = ApiKey.Owner.user(ownerId);
        return transactions.inTransaction(transaction -> {
            transaction.lockOwner(owner.id());
            List<ApiKey.State> unrevoked = keys.unrevoked(owner);
            unrevoked.forEach(key -> editor.changeLocked(
                            owner,
                            key.id(),
                            draft -> draft.revoke(reason),
                            changed -> audit.revoked(changed.after(), reason, by),
                            transaction)
                    .orElseThrow());
            return unrevoked.size();
        });
    }

    /** Revokes all keys of a person, as {@link #revokeAll} does, and returns how many; refused under {@code reason} when the text is invalid. */
    public Outcome<Integer> revokeAllOf(String ownerId, String reason, Actor by) {
        List<FieldError> errors = KeyDraft.errorsOfReason(reason);
        return errors.isEmpty()
                ? Outcome.done(countRevoked(ownerId, reason, by))
                : Outcome.refused(Refusal.invalid(errors));
    }

    /**
     * Gives a key of a person to a service account of the same tenant: the same secret, under the name of the account. The sessions that it opened
     * end.
     *
     * @param found read a moment ago
     * @param scopes what the key has from now on
     * @return refused when the key is not its owner's any more or is revoked, and by field when the account cannot have it
     */
    public Outcome<ApiKey> transfer(ApiKey found, ApiKey.Owner to, ScopeSet scopes, Actor by) {
        return transfers.transfer(found, to, scopes, by);
    }

    /**
     * Makes a new key with all that the old one was given. The old one goes on for the overlap, zero ends it at once.
     *
     * @return refused when there is no such key, it is not usable, the overlap is longer than the policy allows, the owner is
     *     there no more or lacks a scope that the key names, or has as many live keys as they can have and the old one is to go on
     */
    public Outcome<NewApiKey> rotate(String id, Duration overlap, Actor by) {
        return rotation.isOverlap(overlap)
                ? find(id).<Outcome<NewApiKey>>map(key -> rotation.rotate(key, overlap, by))
                        .orElseGet(ApiKeys::notFound)
                : Outcome.refused(rotation.noOverlap());
    }

    /**
     * The same for a key that was read a moment ago, because whether its owner has its scopes is asked before the lock is taken; what
     * else counts is how it is under the lock.
     */
    Outcome<NewApiKey> rotate(ApiKey found, Duration overlap, Actor by) {
        return rotation.isOverlap(overlap)
                ? rotation.rotate(found, overlap, by)
                : Outcome.refused(rotation.noOverlap());
    }

    private static <T> Outcome<T> notFound() {
        return Outcome.refused(Refusal.notFound());
    }
}

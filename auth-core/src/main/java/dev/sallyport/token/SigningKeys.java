package dev.sallyport.token;

import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.change.Change;
import dev.sallyport.change.StoreException;
import dev.sallyport.change.Transaction;
import dev.sallyport.change.Transactions;
import dev.sallyport.secret.Vault;
import dev.sallyport.secret.VaultException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The keys that sign access tokens: kept sealed in the store, shared by all nodes, published as a JWK set, rotated without a
 * gap. Safe for use by many threads; call {@link #start} before anything else.
 *
 * <p>A key is published before it signs and stays until its last token has expired, so rotation never ends a valid token;
 * {@link #revoke} does, at once. A key that cannot be opened is an error and never replaced by itself. Symmetric keys are
 * never published. The methods that change keys run a transaction of their own and must not be called inside another.
 *
 * <p>A set has symmetric keys (HS256) or asymmetric ones, never both. A new {@code TokenPolicy.algorithm} of the same kind is
 * taken up by {@code start()} with a rotation; one of the other kind is refused there, because only {@link #replaceAll}, which
 * ends all tokens, can change over.
 */
public final class SigningKeys {
    /** At most one reading of the store in this time because a token names a key that is not known here. */
    static final Duration RELOAD_INTERVAL = Duration.ofSeconds(10);

    private static final Logger LOG = System.getLogger(SigningKeys.class.getName());
    private static final String LOCK = "signing-keys";

    private final SigningKeyStore store;
    private final Transactions transactions;
    private final Vault vault;
    private final TokenPolicy policy;
    private final Rotation rotation;
    private final InstantSource time;
    private final SecureRandom random;
    private final AuditSink audit;

    /**
     * Held from the reading of the store to the exchange of {@link #keys}: otherwise a slow reader could put back what it
     * read before another thread's change.
     */
    private final ReentrantLock loading = new ReentrantLock();

    private volatile @Nullable SigningKeySet keys;
    private Instant nextReload = Instant.MIN;
    private boolean lastReloadFailed;

    /** @throws IllegalStateException when the policy wants EdDSA and Bouncy Castle is missing */
    public SigningKeys(
            SigningKeyStore store,
            Transactions transactions,
            Vault vault,
            TokenPolicy policy,
            InstantSource time,
            SecureRandom random,
            AuditSink audit) {
        if (policy.algorithm() == SigningAlgorithm.EDDSA) {
            BouncyCastle.require("TokenPolicy.algorithm EDDSA");
        }
        this.store = store;
        this.transactions = transactions;
        this.vault = vault;
        this.policy = policy;
        this.rotation = new Rotation(policy);
        this.time = time;
        this.random = random;
        this.audit = audit;
    }

    /**
     * Reads the keys; makes the first one where there is none, and the next one where the newest has another algorithm than
     * the policy.
     *
     * @throws IllegalStateException when a key cannot be opened, is weak, or is of the other kind than the policy's
     *     algorithm; the message names its kid
     * @throws StoreException when the backend fails
     */
    public void start() {
        reload();
        List<StoredSigningKey> found = snapshot().stored();
        Optional<StoredSigningKey> newest = Rotation.newest(found);
        newest.ifPresent(this::checkKind);
        if (newest.isEmpty() || newest.get().algorithm() != policy.algorithm()) {
            change("rotated", (rows, now) -> {
                Optional<StoredSigningKey> last = Rotation.newest(rows);
                if (last.isEmpty()) {
                    return new Plan(List.of(), now);
                }
                boolean fits = last.get().algorithm() == policy.algorithm();
                return new Plan(List.of(), fits ? null : now.plus(policy.publishLead()));
            });
        }
    }

    /**
     * Reads the keys of the store again. To be called when the change log names signing keys.
     *
     * @throws StoreException when the backend fails; the keys stay as they were
     */
    public void reload() {
        loading.lock();
        try {
            SigningKeySet known = keys;
            List<SigningKey> opened = new ArrayList<>();
            for (StoredSigningKey row : store.findAll()) {
                SigningKey same = known == null ? null : known.named(row.kid());
                opened.add(same != null && same.stored().equals(row) ? same : open(row));
            }
            keys = SigningKeySet.of(opened);
        } finally {
            loading.unlock();
        }
    }

    /**
     * Publishes the next key now; it signs when {@code publishLead} is over. When a next key is waiting already, that one is
     * kept and no other is made.
     *
     * @return the kid of the next key
     */
    public String rotate() {
        Done done = change(
                "rotated",
                (rows, now) ->
                        new Plan(List.of(), Rotation.hasNext(rows, now) ? null : now.plus(policy.publishLead())));
        return done.made.isEmpty()
                ? Rotation.newest(snapshot().stored()).orElseThrow().kid()
                : done.made.get(0).kid();
    }

    /**
     * Makes a new key that signs at once. Tokens of the former keys stay valid. Others who verify our tokens by a cached JWK
     * set may not know the key for up to {@code jwksMaxAge}; {@link #rotate} spares them that.
     *
     * @return the kid of the new key
     * @throws IllegalStateException when there are {@link TokenPolicy#MAX_KEYS} keys
     */
    public String rotateNow() {
        return change("rotated", (rows, now) -> new Plan(List.of(), now))
                .made
                .get(0)
                .kid();
    }

    /**
     * What a scheduler calls, as often as it likes: publishes the next key when its time has come, and drops the keys whose
     * tokens have all expired. Costs no read of the store when nothing is due.
     *
     * @return whether a key came or went
     */
    public boolean rotateIfDue() {
        List<StoredSigningKey> known = snapshot().stored();
        Instant now = now();
        if (!rotation.isNextDue(known, now)
                && rotation.withoutLivingTokens(known, now).isEmpty()) {
            return false;
        }
        Done done = change(
                "rotated",
                (rows, at) -> new Plan(
                        rotation.withoutLivingTokens(rows, at),
                        rotation.isNextDue(rows, at) ? rotation.activationOfNext(rows, at) : null));
        return !done.isEmpty();
    }

    /**
     * Drops the key, and so ends every token it signed, on this node before the method returns. When it was the one that
     * signs, a new one takes its place at once.
     *
     * @return false when there is no key of that id
     */
    public boolean revoke(String kid) {
        Done done = change("revoked", (rows, now) -> {
            List<StoredSigningKey> named =
                    rows.stream().filter(key -> key.kid().equals(kid)).toList();
            boolean signs = rows.stream()
                    .filter(key -> !key.activeAt().isAfter(now))
                    .reduce((a, b) -> a.period() > b.period() ? a : b)
                    .filter(named::contains)
                    .isPresent();
            return new Plan(named, signs || named.size() == rows.size() ? now : null);
        });
        return !done.dropped.isEmpty();
    }

    /**
     * Drops all keys, which ends all tokens, and makes a new one that signs at once. It opens none of the old keys: the
     * deliberate way out when the master key is lost, or when changing between HS256 and the other algorithms. May be called
     * instead of {@link #start}, as the builder's {@code replaceSigningKeys()} does.
     *
     * @return the kid of the new key
     */
    public String replaceAll() {
        return change("replaced", (rows, now) -> new Plan(rows, now))
                .made
                .get(0)
                .kid();
    }

    /** The published keys as a JWK set (RFC 7517 §5), the next key included; never a private part, never a symmetric key. */
    public String jwks() {
        return snapshot().jwks();
    }

    /** The key that signs now. */
    SigningKey current() {
        return snapshot()
                .current(time.instant(), policy.clockSkew())
                .orElseThrow(() -> new IllegalStateException("No signing key is active yet by this node's clock: "
                        + snapshot().stored() + ". The clocks of the nodes differ by more than TokenPolicy.clockSkew "
                        + policy.clockSkew() + "; set them right."));
    }

    /** The key that writes exactly this header, encoded; null when there is none. */
    @Nullable
    SigningKey withHeader(String header) {
        return snapshot().withHeader(header);
    }

    /**
     * The key of that id; when it is unknown, the store is read, though not more than once per {@link #RELOAD_INTERVAL}.
     *
     * @throws StoreException when that reading fails, or did and has not been tried again
     */
    @Nullable
    SigningKey named(String kid) {
        SigningKey key = snapshot().named(kid);
        return key != null ? key : namedAfterReload(kid);
    }

    private @Nullable SigningKey namedAfterReload(String kid) {
        // Whoever comes while another thread reads waits for what it finds, or a new key's
        // first tokens would be refused.
        loading.lock();
        try {
            SigningKey key = snapshot().named(kid);
            Instant now = time.instant();
            if (key == null && !now.isBefore(nextReload)) {
                nextReload = now.plus(RELOAD_INTERVAL);
                lastReloadFailed = true;
                reload();
                lastReloadFailed = false;
                key = snapshot().named(kid);
            }
            if (key == null && lastReloadFailed) {
                throw new StoreException(
                        "The signing keys could not be read, so a token with an unknown kid is not judged");
            }
            return key;
        } finally {
            loading.unlock();
        }
    }

    /** @param activeAt of a key to be made, null when none is */
    private record Plan(
            List<StoredSigningKey> dropped, @Nullable Instant activeAt) {}

    /** @param made none or one */
    private record Done(List<StoredSigningKey> dropped, List<StoredSigningKey> made) {
        boolean isEmpty() {
            return dropped.isEmpty() && made.isEmpty();
        }
    }

    /**
     * Plans by the rows as they are under the lock, carries that out, and takes up the outcome.
     *
     * @param reason for the audit: keys also go when they have served, which is no revocation
     */
    private Done change(String reason, BiFunction<List<StoredSigningKey>, Instant, Plan> planner) {
        Instant now = now();
        Done done = transactions.inTransaction(transaction -> {
            transaction.lock(LOCK);
            List<StoredSigningKey> rows = store.findAll();
            return carryOut(planner.apply(rows, now), rows, now, transaction);
        });
        reload();
        done.dropped.forEach(key -> record(AuditEvent.Type.SIGNING_KEY_REVOKED, key, reason, now));
        done.made.forEach(key -> record(AuditEvent.Type.SIGNING_KEY_CREATED, key, reason, now));
        return done;
    }

    private Done carryOut(Plan plan, List<StoredSigningKey> rows, Instant now, Transaction transaction) {
        for (StoredSigningKey key : plan.dropped) {
            if (store.delete(key.kid())) {
                transaction.changed(Change.signingKeys(key.kid()));
            }
        }
        if (plan.activeAt == null) {
            return new Done(plan.dropped, List.of());
        }
        rows.stream().filter(key -> !plan.dropped.contains(key)).forEach(this::checkKind);
        if (rows.size() - plan.dropped.size() >= TokenPolicy.MAX_KEYS) {
            throw new IllegalStateException("There are " + rows.size() + " signing keys, at most "
                    + TokenPolicy.MAX_KEYS + " are allowed: wait for old ones to go, or revoke some");
        }
        StoredSigningKey made =
                SigningKey.generate(policy.algorithm(), Rotation.nextPeriod(rows), now, plan.activeAt, vault, random);
        if (!store.insert(made)) {
            throw new StoreException(
                    "Signing key period " + made.period() + " was taken although the lock was held; try again");
        }
        transaction.changed(Change.signingKeys(made.kid()));
        return new Done(plan.dropped, List.of(made));
    }

    private void checkKind(StoredSigningKey key) {
        boolean stored = key.algorithm() == SigningAlgorithm.HS256;
        boolean wanted = policy.algorithm() == SigningAlgorithm.HS256;
        if (stored != wanted) {
            throw new IllegalStateException(
                    "TokenPolicy.algorithm is " + policy.algorithm() + ", the stored signing key "
                            + key.kid() + " is for " + key.algorithm()
                            + ": symmetric and asymmetric keys cannot be in one"
                            + " set. Set the algorithm back, or add .replaceSigningKeys() to the builder for one start, which"
                            + " ends all tokens.");
        }
    }

    private SigningKey open(StoredSigningKey row) {
        try {
            return SigningKey.open(row, vault, policy.edDsaName());
        } catch (VaultException e) {
            throw new IllegalStateException(
                    "Signing key " + row.kid() + " cannot be opened. " + e.getMessage()
                            + " If that is lost for good, add .replaceSigningKeys() to the builder for one start:"
                            + " it makes a new key and ends all tokens.",
                    e);
        }
    }

    private void record(AuditEvent.Type type, StoredSigningKey key, String reason, Instant at) {
        Map<String, String> details = Map.of(
                "reason", reason,
                "kid", key.kid(),
                "algorithm", key.algorithm().headerName(),
                "active_at", key.activeAt().toString());
        try {
            audit.record(new AuditEvent(at, type, null, null, null, null, details));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The audit sink failed on " + type + " of signing key " + key.kid(), e);
        }
    }

    private SigningKeySet snapshot() {
        SigningKeySet set = keys;
        if (set == null) {
            throw new IllegalStateException("The signing keys were not read yet: call SigningKeys.start() first");
        }
        return set;
    }

    /** In milliseconds, which every store keeps; cut down, so that a key made now is active now. */
    private Instant now() {
        return time.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

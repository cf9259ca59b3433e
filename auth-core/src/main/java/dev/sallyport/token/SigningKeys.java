package dev.sallyport.token;

import dev.sallyport.audit.Actor;
import dev.sallyport.change.Change;
import dev.sallyport.change.Changes;
import dev.sallyport.change.StoreException;
import dev.sallyport.environment.Environment;
import dev.sallyport.secret.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
 * <p>Keys are made and become active by the backend's time, which all nodes share: each measures how far its own clock is from
 * that whenever it reads the keys and at every {@link #rotateIfDue}, so whatever their clocks say they agree on the key that
 * signs, and one key is made for a period.
 *
 * <p>A set has symmetric keys (HS256) or asymmetric ones, never both. A new {@code TokenPolicy.algorithm} of the same kind is
 * taken up by {@code start()} with a rotation; one of the other kind is refused there, because only {@link #replaceAll}, which
 * ends all tokens, can change over.
 *
 * <p>See decision 0043.
 */
public final class SigningKeys implements Changes.Listener {
    static final Duration RELOAD_INTERVAL = LoadedKeys.RELOAD_INTERVAL;

    private final LoadedKeys loaded;
    private final KeyChanges changes;
    private final TokenPolicy policy;
    private final Rotation rotation;

    /**
     * Reads nothing yet.
     *
     * @throws IllegalStateException when the policy wants EdDSA and Bouncy Castle is missing
     */
    public SigningKeys(SigningKeyStore store, Vault vault, TokenPolicy policy, Environment environment) {
        if (policy.algorithm() == SigningAlgorithm.EDDSA) {
            BouncyCastle.require("TokenPolicy.algorithm EDDSA");
        }
        this.loaded = new LoadedKeys(store, environment.transactions(), vault, policy, environment.clock());
        this.changes = new KeyChanges(
                store, environment.transactions(), vault, policy, environment.random(), environment.audit());
        this.policy = policy;
        this.rotation = new Rotation(policy);
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
        Optional<StoredSigningKey> newest = Rotation.newest(known());
        newest.ifPresent(changes::checkKind);
        if (newest.isEmpty() || newest.get().algorithm() != policy.algorithm()) {
            change("rotated", Actor.application(), (rows, now) -> {
                Optional<StoredSigningKey> last = Rotation.newest(rows);
                if (last.isEmpty()) {
                    return new KeyChanges.Plan(List.of(), now);
                }
                boolean fits = last.get().algorithm() == policy.algorithm();
                return new KeyChanges.Plan(List.of(), fits ? null : now.plus(policy.publishLead()));
            });
        }
    }

    /**
     * Reads the keys of the store again. To be called when the change log names signing keys.
     *
     * @throws StoreException when the backend fails; the keys stay as they were
     */
    public void reload() {
        loaded.reload();
    }

    /**
     * Publishes the next key now; it signs when {@code publishLead} is over. When a next key is waiting already, that one is
     * kept and no other is made.
     *
     * @return the kid of the next key
     */
    public String rotate() {
        return rotate(Actor.application());
    }

    /** Rotates as {@link #rotate()} does, on behalf of the actor. */
    public String rotate(Actor by) {
        KeyChanges.Done done = change(
                "rotated",
                by,
                (rows, now) -> new KeyChanges.Plan(
                        List.of(), Rotation.hasNext(rows, now) ? null : now.plus(policy.publishLead())));
        return done.made().isEmpty()
                ? Rotation.newest(known()).orElseThrow().kid()
                : done.made().get(0).kid();
    }

    /**
     * Makes a new key that signs at once. Tokens of the former keys stay valid. Others who verify our tokens by a cached JWK
     * set may not know the key for up to {@code jwksMaxAge}; {@link #rotate} spares them that.
     *
     * @return the kid of the new key
     * @throws IllegalStateException when there are {@link TokenPolicy#MAX_KEYS} keys
     */
    public String rotateNow() {
        return change("rotated", Actor.application(), (rows, now) -> new KeyChanges.Plan(List.of(), now))
                .made()
                .get(0)
                .kid();
    }

    /**
     * What a scheduler calls, as often as it likes: publishes the next key when its time has come, and drops the keys whose
     * tokens have all expired. When nothing is due it asks the backend for its time and for nothing else.
     *
     * @return whether a key came or went
     */
    public boolean rotateIfDue() {
        Instant asked = loaded.readTime();
        if (!rotation.isNextDue(known(), asked)
                && rotation.withoutLivingTokens(known(), asked).isEmpty()) {
            return false;
        }
        KeyChanges.Done done = change(
                "rotated",
                Actor.application(),
                (rows, now) -> new KeyChanges.Plan(
                        rotation.withoutLivingTokens(rows, now),
                        rotation.isNextDue(rows, now) ? rotation.activationOfNext(rows, now) : null));
        return !done.isEmpty();
    }

    /**
     * Drops the key, and so ends every token it signed, on this node before the method returns. When it was the one that
     * signs, a new one takes its place at once.
     *
     * @return false when there is no key of that id
     */
    public boolean revoke(String kid) {
        return revoke(kid, Actor.application());
    }

    /** Revokes as {@link #revoke(String)} does, on behalf of the actor. */
    public boolean revoke(String kid, Actor by) {
        KeyChanges.Done done = change("revoked", by, (rows, now) -> {
            List<StoredSigningKey> named =
                    rows.stream().filter(key -> key.kid().equals(kid)).toList();
            boolean signs = rows.stream()
                    .filter(key -> !key.activeAt().isAfter(now))
                    .reduce((a, b) -> a.period() > b.period() ? a : b)
                    .filter(named::contains)
                    .isPresent();
            return new KeyChanges.Plan(named, signs || named.size() == rows.size() ? now : null);
        });
        return !done.dropped().isEmpty();
    }

    /**
     * Drops all keys, which ends all tokens, and makes a new one that signs at once. It opens none of the old keys: the
     * deliberate way out when the master key is lost, or when changing between HS256 and the other algorithms. May be called
     * instead of {@link #start}, as the builder's {@code replaceSigningKeys()} does.
     *
     * @return the kid of the new key
     */
    public String replaceAll() {
        return change("replaced", Actor.application(), KeyChanges.Plan::new)
                .made()
                .get(0)
                .kid();
    }

    /** The keys there are, newest first; at most {@link TokenPolicy#MAX_KEYS}. */
    public List<SigningKeyInfo> list() {
        String signing = current().kid();
        return known().stream()
                .sorted(Comparator.comparingLong(StoredSigningKey::period).reversed())
                .map(key -> SigningKeyInfo.of(key, signing, loaded.now()))
                .toList();
    }

    /** The published keys as a JWK set (RFC 7517 §5), the next key included; never a private part, never a symmetric key. */
    public String jwks() {
        return loaded.snapshot().jwks();
    }

    /** The key that signs now. */
    SigningKey current() {
        return loaded.snapshot()
                .current(loaded.now(), policy.clockSkew())
                .orElseThrow(() -> new IllegalStateException("No signing key is active yet by the backend's time: "
                        + known() + ". That time went back by more than TokenPolicy.clockSkew "
                        + policy.clockSkew() + "; set the clock of the database right."));
    }

    /** The key that writes exactly this header, encoded; null when there is none. */
    @Nullable
    SigningKey withHeader(String header) {
        return loaded.snapshot().withHeader(header);
    }

    /**
     * The key of that id; when it is unknown, the store is read, though not more than once per {@link #RELOAD_INTERVAL}.
     *
     * @throws StoreException when that reading fails, or did and has not been tried again
     */
    @Nullable
    SigningKey named(String kid) {
        return loaded.named(kid);
    }

    /** Whether the key may have signed by now: its time has come on a node whose measure of the backend's differs by the skew. */
    boolean maySign(SigningKey key) {
        return !key.stored().activeAt().isAfter(loaded.now().plus(policy.clockSkew()));
    }

    private KeyChanges.Done change(
            String reason, Actor by, BiFunction<List<StoredSigningKey>, Instant, KeyChanges.Plan> planner) {
        KeyChanges.Done done = changes.apply(reason, by, planner);
        reload();
        return done;
    }

    private List<StoredSigningKey> known() {
        return loaded.snapshot().stored();
    }

    @Override
    public void changed(List<Change> changes) {
        if (changes.stream().anyMatch(change -> change.kind() == Change.Kind.SIGNING_KEYS)) {
            reload();
        }
    }

    @Override
    public void everythingChanged() {
        reload();
    }
}

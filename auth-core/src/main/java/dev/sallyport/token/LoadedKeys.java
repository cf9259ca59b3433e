package dev.sallyport.token;

import dev.sallyport.change.StoreException;
import dev.sallyport.change.Transactions;
import dev.sallyport.secret.Vault;
import dev.sallyport.secret.VaultException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The signing keys as this node last read them, and how far its clock is from the backend's, by which keys become active. Safe
 * for use by many threads.
 */
final class LoadedKeys {
    /** At most one reading of the store in this time because a token names a key that is not known here. */
    static final Duration RELOAD_INTERVAL = Duration.ofSeconds(10);

    private final SigningKeyStore store;
    private final Transactions backend;
    private final Vault vault;
    private final TokenPolicy policy;
    private final InstantSource clock;

    /**
     * Held from the reading of the store to the exchange of {@link #keys}: otherwise a slow reader could put back what it
     * read before another thread's change.
     */
    private final ReentrantLock loading = new ReentrantLock();

    private volatile @Nullable SigningKeySet keys;
    private volatile Duration backendAhead = Duration.ZERO;
    private Instant nextReload = Instant.MIN;
    private boolean lastReloadFailed;

    LoadedKeys(SigningKeyStore store, Transactions backend, Vault vault, TokenPolicy policy, InstantSource clock) {
        this.store = store;
        this.backend = backend;
        this.vault = vault;
        this.policy = policy;
        this.clock = clock;
    }

    /** @throws IllegalStateException when a key cannot be opened or is too weak; the keys stay as they were */
    void reload() {
        loading.lock();
        try {
            SigningKeySet known = keys;
            List<SigningKey> opened = new ArrayList<>();
            for (StoredSigningKey row : store.findAll()) {
                SigningKey same = known == null ? null : known.named(row.kid());
                opened.add(same != null && same.stored().equals(row) ? same : open(row));
            }
            readTime();
            keys = SigningKeySet.of(opened);
        } finally {
            loading.unlock();
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

    /** Asks the backend for its time, and remembers how far this node's clock is from it. */
    Instant readTime() {
        // Taken before the answer, so the estimate is late by no more than nothing and early by a round trip: a key
        // that was
        // made active at that time is active here. Being early does no harm, for the others know the key since long.
        Instant asked = clock.instant();
        Instant there = backend.now();
        backendAhead = Duration.between(asked, there);
        return there;
    }

    /** The backend's time by this node's clock, without asking. */
    Instant now() {
        return clock.instant().plus(backendAhead);
    }

    SigningKeySet snapshot() {
        SigningKeySet set = keys;
        if (set == null) {
            throw new IllegalStateException("The signing keys were not read yet: call SigningKeys.start() first");
        }
        return set;
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

    /** Also after the clock was set back, or new keys would stay unknown for as long. */
    private boolean isReloadDue(Instant now) {
        return !now.isBefore(nextReload) || nextReload.isAfter(now.plus(RELOAD_INTERVAL));
    }

    private @Nullable SigningKey namedAfterReload(String kid) {
        // Whoever comes while another thread reads waits for what it finds, or a new key's
        // first tokens would be refused.
        loading.lock();
        try {
            SigningKey key = snapshot().named(kid);
            Instant now = clock.instant();
            if (key == null && isReloadDue(now)) {
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
}

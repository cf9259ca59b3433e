package dev.sallyport.authenticate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.change.Change;
import dev.sallyport.change.StoreException;
import dev.sallyport.log.RareLines;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.SecretDigest;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Verified credentials by their digest, and the loading of those that are not here. Each load is stamped with the epochs of its
 * subjects as they stood before it read, so that a load which a change overtakes is never used by a later request. Safe for use by
 * many threads.
 */
final class CredentialCache {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Cache<SecretDigest, Recognised> cache;
    private final Loads underWay = new Loads();
    private final Epochs epochs = new Epochs();
    private final LongAdder loads = new LongAdder();
    private final KeyUses keyUses;
    private final InstantSource clock;
    private final RareLines outages;
    private LongPredicate isFresh = millis -> true;

    /** @param outages of the backend, said once in a while */
    CredentialCache(int size, KeyUses keyUses, InstantSource clock, RareLines outages) {
        this.cache = Caffeine.newBuilder().maximumSize(size).build();
        this.keyUses = keyUses;
        this.clock = clock;
        this.outages = outages;
    }

    void followWhile(LongPredicate changes) {
        this.isFresh = changes;
    }

    /** What was verified once, whether it may still be used or not; null when nothing is known. */
    @Nullable
    Recognised find(SecretDigest digest) {
        return cache.getIfPresent(digest);
    }

    boolean isUsable(Recognised known) {
        return epochs.isCurrent(known.stamp()) && known.isKeptAt(clock.millis()) && isFresh.test(clock.millis());
    }

    AuthenticationResult answer(Recognised known) {
        return known.answer(clock.millis(), keyUses);
    }

    /** Loads, and keeps what is accepted. */
    AuthenticationResult load(Supplier<Outcome<Loaded>> loading, SecretDigest digest) {
        loads.increment();
        long[] before = epochs.noted();
        Loads.Load load = underWay.begin(digest);
        try {
            return loading.get()
                    .fold(loaded -> keep(loaded, digest, before, load), refusal -> refuse(refusal, digest, load));
        } catch (StoreException e) {
            outages.log(Level.WARNING, "The store cannot be asked about a credential", e);
            return new AuthenticationResult.Refused(Refusal.unavailable(RETRY_AFTER));
        } finally {
            underWay.end(digest);
        }
    }

    /** What was refused once is not taken again from an older answer, or from one that another thread is just about to keep. */
    private AuthenticationResult refuse(Refusal refusal, SecretDigest digest, Loads.Load load) {
        load.refused();
        cache.invalidate(digest);
        return new AuthenticationResult.Refused(refusal);
    }

    private AuthenticationResult keep(Loaded loaded, SecretDigest digest, long[] before, Loads.Load load) {
        Epochs.Stamp stamp = epochs.stamp(before, loaded);
        Recognised recognised = new Recognised(loaded, stamp, clock.millis());
        cache.put(digest, recognised);
        if (load.wasRefused()) {
            cache.invalidate(digest);
        }
        return answer(recognised);
    }

    /** How many credentials are kept, about. */
    long cached() {
        return cache.estimatedSize();
    }

    /** How often one was loaded. */
    long loaded() {
        return loads.sum();
    }

    /** Drops what rests on these subjects. */
    void changed(List<Change> changes) {
        changes.forEach(epochs::changed);
    }

    /** Drops everything: what is kept no longer matches, and what is being loaded never will. */
    void everythingChanged() {
        epochs.everythingChanged();
    }
}

package dev.sallyport.authenticate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.change.Change;
import dev.sallyport.change.Changes;
import dev.sallyport.change.StoreException;
import dev.sallyport.log.RareLines;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.SecretDigest;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/**
 * Turns a credential into a caller. Safe for use by many threads.
 *
 * <p>A credential that was verified is kept by its SHA-256 digest, so the next request with it needs no cryptography and no
 * I/O. It is loaded again when anything it rests on changed: each load is stamped with the epochs of its subjects as they stood
 * before it read, so that a load which a revocation overtakes is never used by a later request. Expiry is checked on every
 * request, to the millisecond and without leeway.
 *
 * <p>A recognised credential is answered before failures are counted, so an attacker behind the same address as others locks
 * none of them out. When the store cannot be reached, recognised credentials go on for the staleness that {@link ChangeTail}
 * allows; all else is {@link Refusal.Cause#UNAVAILABLE}, never a guess.
 */
public final class Authenticator implements Changes.Listener {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** The most cookies of one name that are looked at in a request. */
    public static final int MAX_COOKIES = 8;

    private final BadCookies badCookies = new BadCookies();
    private final Cache<SecretDigest, Recognised> cache;
    private final Loads underWay = new Loads();
    private final Epochs epochs = new Epochs();
    private final LongAdder loads = new LongAdder();
    private final CredentialLoader loader;
    private final CookieLoader cookies;
    private final FailureThrottle throttle;
    private final KeyUses keyUses;
    private final InstantSource clock;
    private final int maxLength;
    private final RareLines outages = new RareLines(System.getLogger(Authenticator.class.getName()));
    private LongPredicate isFresh = millis -> true;

    /**
     * How much is kept and looked at.
     *
     * @param cacheSize how many credentials are kept at most, 1 or more
     * @param maxLength of any credential; what is longer is refused unseen
     */
    record Bounds(int cacheSize, int maxLength) {}

    Authenticator(
            CredentialLoader loader,
            CookieLoader cookies,
            FailureThrottle throttle,
            KeyUses keyUses,
            InstantSource clock,
            Bounds bounds) {
        this.cache = Caffeine.newBuilder().maximumSize(bounds.cacheSize()).build();
        this.loader = loader;
        this.cookies = cookies;
        this.throttle = throttle;
        this.keyUses = keyUses;
        this.clock = clock;
        this.maxLength = bounds.maxLength();
    }

    /**
     * Answers from the cache only while it is fresh; without this call, the node is taken for the only one.
     *
     * @param changes tells whether the changes of other nodes are known up to a moment ago, at the time in milliseconds
     */
    public void followWhile(LongPredicate changes) {
        this.isFresh = changes;
    }

    /**
     * @param credential as it came in a header; of a cookie there is {@link #authenticateCookies}
     * @param address the client's, for counting failures
     */
    public Authentication authenticate(Credential credential, String address) {
        if (isTooLong(credential)) {
            return new Authentication.Refused(Refusal.invalidToken());
        }
        SecretDigest digest = credential.knownBy();
        Recognised known = cache.getIfPresent(digest);
        if (known != null && isUsable(known)) {
            return known.answer(clock.millis(), keyUses);
        }
        return throttle.guard(address, digest, () -> load(() -> loader.load(credential, digest), digest));
    }

    private boolean isTooLong(Credential credential) {
        return credential.secret().reveal().length() > maxLength;
    }

    /**
     * The same for a cookie: what counts in a header does not count here, and the other way round.
     *
     * @param value as it came
     * @param address the client's, for counting failures
     */
    public Authentication authenticateCookie(Secret value, String address) {
        return value.reveal().length() > maxLength
                ? new Authentication.Refused(Refusal.invalidToken())
                : authenticateCookies(List.of(value), address);
    }

    /**
     * The same for several values of one cookie, as a browser sends them when another host of its site has set a cookie of that name
     * too: the last one that is genuine counts. What is known to be none costs nothing and is nobody's failure, since whoever sends it
     * may not have put it there; of the rest a request counts as one failure at most.
     *
     * @param values as they came, {@link #MAX_COOKIES} at most
     */
    public Authentication authenticateCookies(List<Secret> values, String address) {
        if (values.size() > MAX_COOKIES) {
            throw new IllegalArgumentException("At most " + MAX_COOKIES + " cookies, not " + values.size());
        }
        for (int i = values.size() - 1; i >= 0; i--) {
            Credential cookie = Credential.inCookie(values.get(i));
            SecretDigest digest = cookie.knownBy();
            Recognised known = cache.getIfPresent(digest);
            if (known != null && isUsable(known)) {
                return known.answer(clock.millis(), keyUses);
            }
            if (known != null) {
                // It was genuine a minute ago: whoever fails from the same address keeps nobody out.
                Authentication again = loadCookie(cookie, digest);
                if (!isInvalid(again)) {
                    return again;
                }
            } else if (!badCookies.has(digest, clock.millis())) {
                List<Secret> rest = values.subList(0, i + 1);
                return throttle.guard(address, digest, () -> loadLast(rest));
            }
        }
        return new Authentication.Refused(Refusal.invalidToken());
    }

    private Authentication loadLast(List<Secret> values) {
        Authentication refused = new Authentication.Refused(Refusal.invalidToken());
        for (int i = values.size() - 1; i >= 0; i--) {
            Credential cookie = Credential.inCookie(values.get(i));
            SecretDigest digest = cookie.knownBy();
            if (!badCookies.has(digest, clock.millis())) {
                Authentication answer = loadCookie(cookie, digest);
                if (answer instanceof Authentication.Accepted || isUnavailable(answer)) {
                    return answer;
                }
                refused = isInvalid(answer) ? refused : answer;
            }
        }
        return refused;
    }

    private Authentication loadCookie(Credential cookie, SecretDigest digest) {
        Authentication answer = load(() -> cookies.load(cookie), digest);
        if (isInvalid(answer)) {
            badCookies.add(digest, clock.millis());
        }
        return answer;
    }

    private static boolean isInvalid(Authentication answer) {
        return answer instanceof Authentication.Refused no && no.refusal().cause() == Refusal.Cause.INVALID_TOKEN;
    }

    private static boolean isUnavailable(Authentication answer) {
        return answer instanceof Authentication.Refused no && no.refusal().cause() == Refusal.Cause.UNAVAILABLE;
    }

    /**
     * The same for a token or key of somebody else, about which an authenticated program asks: what is not genuine counts as
     * nobody's failure.
     *
     * @param credential as it came
     */
    public Authentication inspect(Credential credential) {
        if (isTooLong(credential)) {
            return new Authentication.Refused(Refusal.invalidToken());
        }
        SecretDigest digest = credential.knownBy();
        Recognised known = cache.getIfPresent(digest);
        return known != null && isUsable(known)
                ? known.answer(clock.millis(), keyUses)
                : load(() -> loader.load(credential, digest), digest);
    }

    private boolean isUsable(Recognised known) {
        return epochs.isCurrent(known.stamp()) && known.isKeptAt(clock.millis()) && isFresh.test(clock.millis());
    }

    private Authentication load(Supplier<Outcome<Loaded>> loading, SecretDigest digest) {
        loads.increment();
        long[] before = epochs.noted();
        Loads.Load load = underWay.begin(digest);
        try {
            return loading.get()
                    .fold(loaded -> keep(loaded, digest, before, load), refusal -> refuse(refusal, digest, load));
        } catch (StoreException e) {
            outages.log(Level.WARNING, "The store cannot be asked about a credential", e);
            return new Authentication.Refused(Refusal.unavailable(RETRY_AFTER));
        } finally {
            underWay.end(digest);
        }
    }

    /** What was refused once is not taken again from an older answer, or from one that another thread is just about to keep. */
    private Authentication refuse(Refusal refusal, SecretDigest digest, Loads.Load load) {
        load.refused();
        cache.invalidate(digest);
        return new Authentication.Refused(refusal);
    }

    private Authentication keep(Loaded loaded, SecretDigest digest, long[] before, Loads.Load load) {
        Epochs.Stamp stamp = epochs.stamp(before, loaded.credentialId(), loaded.sessionId(), loaded.ownerId());
        Recognised recognised = new Recognised(loaded, stamp, clock.millis());
        cache.put(digest, recognised);
        if (load.wasRefused()) {
            cache.invalidate(digest);
        }
        return recognised.answer(clock.millis(), keyUses);
    }

    /** How many credentials are kept, about. */
    public long cached() {
        return cache.estimatedSize();
    }

    /** How often one was not answered from the cache. */
    public long loaded() {
        return loads.sum();
    }

    /** Drops what rests on these subjects. */
    @Override
    public void changed(List<Change> changes) {
        changes.forEach(epochs::changed);
        // Such as that an owner is enabled again.
        badCookies.clear();
    }

    /** Drops everything: what is kept no longer matches, and what is being loaded never will. */
    @Override
    public void everythingChanged() {
        epochs.everythingChanged();
        badCookies.clear();
    }
}

package dev.sallyport.authenticate;

import dev.sallyport.change.Change;
import dev.sallyport.change.Changes;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.log.RareLines;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.session.BrowserCookies;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongPredicate;

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
    /** The most cookies of one name that are looked at in a request. */
    public static final int MAX_COOKIES = 8;

    private final CredentialCache cache;
    private final CredentialLoader loader;
    private final CookieRecognition cookies;
    private final CookieRecognition consoleCookies;
    private final FailureThrottle throttle;
    private final int maxLength;

    /**
     * How much is kept and looked at.
     *
     * @param cacheSize how many credentials are kept at most, 1 or more
     * @param maxLength of any credential; what is longer is refused unseen
     */
    record Bounds(int cacheSize, int maxLength) {}

    /** The loaders of both kinds of cookies. */
    record CookieLoaders(CookieLoader logins, CookieLoader console) {}

    Authenticator(
            CredentialLoader loader,
            CookieLoaders cookies,
            FailureThrottle throttle,
            KeyUses keyUses,
            InstantSource clock,
            Bounds bounds) {
        this.cache = new CredentialCache(
                bounds.cacheSize(), keyUses, clock, new RareLines(System.getLogger(Authenticator.class.getName())));
        this.loader = loader;
        this.cookies = new CookieRecognition(cookies.logins(), cache, throttle, clock);
        this.consoleCookies = new CookieRecognition(cookies.console(), cache, throttle, clock);
        this.throttle = throttle;
        this.maxLength = bounds.maxLength();
    }

    /**
     * Answers from the cache only while it is fresh; without this call, the node is taken for the only one.
     *
     * @param changes tells whether the changes of other nodes are known up to a moment ago, at the time in milliseconds
     */
    public void followWhile(LongPredicate changes) {
        cache.followWhile(changes);
    }

    /**
     * @param credential as it came in a header; of a cookie there is {@link #authenticateCookies}
     * @param address the client's, for counting failures
     */
    public AuthenticationResult authenticate(Credential credential, ClientAddress address) {
        if (isTooLong(credential)) {
            return new AuthenticationResult.Refused(Refusal.invalidToken());
        }
        SecretDigest digest = credential.knownBy();
        Recognised known = cache.find(digest);
        if (known != null && cache.isUsable(known)) {
            return cache.answer(known);
        }
        return throttle.guard(address, digest, () -> cache.load(() -> loader.load(credential, digest), digest));
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
    public AuthenticationResult authenticateCookie(Secret value, ClientAddress address) {
        return value.reveal().length() > maxLength
                ? new AuthenticationResult.Refused(Refusal.invalidToken())
                : authenticateCookies(BrowserCookies.Kind.LOGIN, List.of(value), address);
    }

    /**
     * The same for several values of one cookie, as a browser sends them when another host of its site has set a cookie of that name
     * too: the last one that is genuine counts. What is known to be none costs nothing and is nobody's failure, since whoever sends it
     * may not have put it there; of the rest a request counts as one failure at most.
     *
     * @param values as they came, {@link #MAX_COOKIES} at most
     */
    public AuthenticationResult authenticateCookies(
            BrowserCookies.Kind kind, List<Secret> values, ClientAddress address) {
        if (values.size() > MAX_COOKIES) {
            throw new IllegalArgumentException("At most " + MAX_COOKIES + " cookies, not " + values.size());
        }
        return (kind == BrowserCookies.Kind.CONSOLE ? consoleCookies : cookies).authenticate(values, address);
    }

    /**
     * The same for a token or key of somebody else, about which an authenticated program asks: what is not genuine counts as
     * nobody's failure.
     *
     * @param credential as it came
     */
    public AuthenticationResult inspect(Credential credential) {
        if (isTooLong(credential)) {
            return new AuthenticationResult.Refused(Refusal.invalidToken());
        }
        SecretDigest digest = credential.knownBy();
        Recognised known = cache.find(digest);
        return known != null && cache.isUsable(known)
                ? cache.answer(known)
                : cache.load(() -> loader.load(credential, digest), digest);
    }

    /** How many credentials are kept, about. */
    public long cached() {
        return cache.cached();
    }

    /** How often one was not answered from the cache. */
    public long loaded() {
        return cache.loaded();
    }

    /** Drops what rests on these subjects. */
    @Override
    public void changed(List<Change> changes) {
        cache.changed(changes);
        cookies.forget();
        consoleCookies.forget();
    }

    /** Drops everything: what is kept no longer matches, and what is being loaded never will. */
    @Override
    public void everythingChanged() {
        cache.everythingChanged();
        cookies.forget();
        consoleCookies.forget();
    }
}

package dev.sallyport.authenticate;

import dev.sallyport.limit.ClientAddress;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.SecretDigest;
import java.time.InstantSource;
import java.util.List;

/**
 * Finds the genuine one among several cookies of one name, at the cost of one failure at most. Safe for use by many threads.
 */
final class CookieRecognition {
    private final CookieLoader loader;
    private final CredentialCache cache;
    private final FailureThrottle throttle;
    private final InstantSource clock;
    private final BadCookies bad = new BadCookies();

    CookieRecognition(CookieLoader loader, CredentialCache cache, FailureThrottle throttle, InstantSource clock) {
        this.loader = loader;
        this.cache = cache;
        this.throttle = throttle;
        this.clock = clock;
    }

    /** @param values as they came, one or more */
    AuthenticationResult authenticate(List<Secret> values, ClientAddress address) {
        for (int i = values.size() - 1; i >= 0; i--) {
            Credential cookie = Credential.inCookie(loader.kind(), values.get(i));
            SecretDigest digest = cookie.knownBy();
            Recognised known = cache.find(digest);
            if (known != null && cache.isUsable(known)) {
                return cache.answer(known);
            }
            if (known != null) {
                // It was genuine a minute ago: whoever fails from the same address keeps nobody out.
                AuthenticationResult again = load(cookie, digest);
                if (!isInvalid(again)) {
                    return again;
                }
            } else if (!bad.has(digest, clock.millis())) {
                List<Secret> rest = values.subList(0, i + 1);
                return throttle.guard(address, digest, () -> loadLast(rest));
            }
        }
        return new AuthenticationResult.Refused(Refusal.invalidToken());
    }

    private AuthenticationResult loadLast(List<Secret> values) {
        AuthenticationResult refused = new AuthenticationResult.Refused(Refusal.invalidToken());
        for (int i = values.size() - 1; i >= 0; i--) {
            Credential cookie = Credential.inCookie(loader.kind(), values.get(i));
            SecretDigest digest = cookie.knownBy();
            if (!bad.has(digest, clock.millis())) {
                AuthenticationResult answer = load(cookie, digest);
                if (answer instanceof AuthenticationResult.Accepted || isUnavailable(answer)) {
                    return answer;
                }
                refused = isInvalid(answer) ? refused : answer;
            }
        }
        return refused;
    }

    private AuthenticationResult load(Credential cookie, SecretDigest digest) {
        AuthenticationResult answer = cache.load(() -> loader.load(cookie), digest);
        if (isInvalid(answer)) {
            bad.add(digest, clock.millis());
        }
        return answer;
    }

    private static boolean isInvalid(AuthenticationResult answer) {
        return answer instanceof AuthenticationResult.Refused no && no.refusal().cause() == Refusal.Cause.INVALID_TOKEN;
    }

    private static boolean isUnavailable(AuthenticationResult answer) {
        return answer instanceof AuthenticationResult.Refused no && no.refusal().cause() == Refusal.Cause.UNAVAILABLE;
    }

    /** Forgets which cookies are none, such as when an owner is enabled again. */
    void forget() {
        bad.clear();
    }
}

package dev.sallyport.grant;

import dev.sallyport.activity.ActivityListener;
import dev.sallyport.activity.ActivityListener.LoginWay;
import dev.sallyport.authenticate.Credential;
import dev.sallyport.authenticate.FailureThrottle;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;

/**
 * Notes on logins: they are reported to the listener, and a credential issued here is verified even while others fail from the same
 * address. Safe for use by many threads.
 */
final class LoginNotes {
    private final FailureThrottle throttle;
    private final ActivityListener listener;

    LoginNotes(FailureThrottle throttle, ActivityListener listener) {
        this.throttle = throttle;
        this.listener = listener;
    }

    Outcome<Login> of(LoginWay way, Outcome<Login> outcome) {
        tell(way, outcome);
        return outcome.map(login -> {
            throttle.issued(login.accessToken().digest());
            if (login.refreshToken() != null) {
                throttle.issued(login.refreshToken().digest());
            }
            return login;
        });
    }

    Outcome<CookieLogin> ofCookie(Outcome<CookieLogin> outcome) {
        if (outcome instanceof Outcome.Done<CookieLogin> done && done.value().lacksSecondFactor()) {
            listener.loginRefused(LoginWay.COOKIE, Refusal.Cause.MFA_REQUIRED);
        } else {
            tell(LoginWay.COOKIE, outcome);
        }
        return outcome.map(login -> {
            throttle.issued(Credential.inCookie(login.value()).knownBy());
            return login;
        });
    }

    Outcome<CookieLogin> ofConsole(Outcome<CookieLogin> outcome) {
        tell(LoginWay.COOKIE, outcome);
        return outcome.map(login -> {
            throttle.issued(Credential.inConsoleCookie(login.value()).knownBy());
            return login;
        });
    }

    private void tell(LoginWay way, Outcome<?> outcome) {
        if (outcome instanceof Outcome.Refused<?> refused) {
            listener.loginRefused(way, refused.refusal().cause());
        } else {
            listener.loggedIn(way);
        }
    }
}

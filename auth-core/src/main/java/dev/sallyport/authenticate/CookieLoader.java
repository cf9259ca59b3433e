package dev.sallyport.authenticate;

import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.session.BrowserCookie;
import dev.sallyport.session.BrowserCookies;
import dev.sallyport.session.Session;
import dev.sallyport.session.Sessions;
import dev.sallyport.user.User;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * From a cookie to its caller. The answer is kept for a minute at most: then the cookie is read again, and its idle time moves
 * on. Safe for use by many threads.
 */
final class CookieLoader {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final BrowserCookies cookies;
    private final Sessions sessions;
    private final UserRights userRights;
    private final InstantSource clock;
    private final Duration keep;

    /**
     * @param ownerMaxAge how long an answer may rest on an owner who can change unseen, a minute at most; null when every change is
     *     known
     */
    CookieLoader(
            BrowserCookies cookies,
            Sessions sessions,
            UserRights userRights,
            InstantSource clock,
            @Nullable Duration ownerMaxAge) {
        this.cookies = cookies;
        this.sessions = sessions;
        this.userRights = userRights;
        this.clock = clock;
        this.keep = Objects.requireNonNullElse(ownerMaxAge, LONGEST);
    }

    BrowserCookies.Kind kind() {
        return cookies.kind();
    }

    Outcome<Loaded> load(Credential value) {
        BrowserCookie cookie = cookies.find(value.secret()).orElse(null);
        if (cookie == null) {
            return invalid();
        }
        if (cookie.sessionId() == null) {
            return Outcome.refused(
                    Refusal.of(Refusal.Cause.MFA_REQUIRED, "This login still needs the code of its second factor."));
        }
        Session session = sessions.find(cookie.sessionId()).orElse(null);
        User owner = userRights.findActive(cookie.ownerId()).orElse(null);
        if (session == null || owner == null || !session.ownerId().equals(owner.id())) {
            return invalid();
        }
        Instant idleUntil = cookies.used(cookie);
        Rights rights = userRights.rightsOf(owner, null, session.amr());
        Caller caller = Caller.builder(owner.id(), CallerKind.USER, session.authTime())
                .tenant(owner.tenant())
                .rights(rights.scopes(), rights.roles())
                .session(session.id())
                .amr(session.amr())
                .expiresAt(session.expiresAt())
                .build();
        Instant again = clock.instant().plus(keep);
        return Outcome.done(new Loaded(
                new AuthenticationResult.Accepted(caller, null, userRights.planOf(owner, null)),
                "",
                session.id(),
                owner.id(),
                Objects.requireNonNullElse(owner.tenant(), ""),
                session.expiresAt(),
                again.isBefore(idleUntil) ? again : idleUntil));
    }

    private static <T> Outcome<T> invalid() {
        return Outcome.refused(Refusal.invalidToken());
    }
}

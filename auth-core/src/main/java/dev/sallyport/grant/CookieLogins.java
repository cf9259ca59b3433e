package dev.sallyport.grant;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.authenticate.Owners;
import dev.sallyport.caller.Outcome;
import dev.sallyport.caller.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.BrowserCookie;
import dev.sallyport.session.BrowserCookies;
import dev.sallyport.session.Session;
import dev.sallyport.session.Sessions;
import dev.sallyport.user.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** Logs browsers in, in one step or in two. Safe for use by many threads. */
public final class CookieLogins {
    private final PasswordProofs proofs;
    private final BrowserCookies cookies;
    private final Sessions sessions;
    private final Owners owners;
    private final InstantSource clock;
    private final AuditSink audit;

    public CookieLogins(
            PasswordProofs proofs,
            BrowserCookies cookies,
            Sessions sessions,
            Owners owners,
            InstantSource clock,
            AuditSink audit) {
        this.proofs = proofs;
        this.cookies = cookies;
        this.sessions = sessions;
        this.owners = owners;
        this.clock = clock;
        this.audit = audit;
    }

    Outcome<CookieLogin> login(PasswordLogin login) {
        return proofs.prove(login).map(proof -> {
            if (proof.lacksSecondFactor()) {
                Secret pending = cookies.openPending(proof.user().id());
                return new CookieLogin(pending, cookies.policy().lifetime(), true, null);
            }
            CookieLogin opened = open(proof, login.origin());
            proofs.accepted(proof, login.password());
            return opened;
        });
    }

    /** The second step: the waiting cookie is used up, and another one takes its place. */
    Outcome<CookieLogin> complete(String value, String code, LoginOrigin origin) {
        BrowserCookie pending =
                cookies.find(value).filter(cookie -> cookie.sessionId() == null).orElse(null);
        User user =
                pending == null ? null : owners.findActive(pending.ownerId()).orElse(null);
        if (pending == null || user == null) {
            return Outcome.refused(Refusal.invalidToken());
        }
        return proofs.complete(user, code, origin)
                .flatMap(proof -> cookies.drop(pending)
                        ? Outcome.done(open(proof, origin))
                        : Outcome.refused(Refusal.invalidToken()));
    }

    private CookieLogin open(PasswordProof proof, LoginOrigin origin) {
        Instant now = clock.instant();
        String userId = proof.user().id();
        Session session = new Session(
                sessions.newId(),
                userId,
                null,
                null,
                proof.amr(),
                now,
                now,
                now.plus(cookies.policy().lifetime()),
                origin.address(),
                origin.userAgent(),
                null);
        Secret value = cookies.open(session);
        audit.record(new Actor(userId, origin.address())
                .event(
                        now,
                        AuditEvent.Type.LOGIN_SUCCEEDED,
                        userId,
                        session.id(),
                        Map.of("method", String.join("+", proof.amr()) + "+cookie")));
        return new CookieLogin(
                value,
                cookies.policy().lifetime(),
                false,
                proof.newDevice() == null ? null : Secret.of(proof.newDevice()));
    }
}

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
import java.util.List;
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

    /** @param replaced what the browser had in place of the cookie that it gets */
    Outcome<CookieLogin> login(PasswordLogin login, List<Secret> replaced) {
        return proofs.prove(login).map(proof -> {
            if (proof.lacksSecondFactor()) {
                String userId = proof.user().id();
                Secret pending = cookies.openPending(
                        userId, replaced, new Actor(userId, login.origin().address()));
                return new CookieLogin(pending, cookies.policy().lifetime(), true, null);
            }
            CookieLogin opened = open(proof, login.origin(), replaced);
            proofs.accepted(proof, login.password());
            return opened;
        });
    }

    /**
     * The second step: the waiting cookie is used up, and another one takes its place.
     *
     * @param values of the cookies that came, of which the last one that waits counts
     */
    Outcome<CookieLogin> complete(List<Secret> values, String code, LoginOrigin origin) {
        BrowserCookie pending = values.stream()
                .flatMap(value -> cookies.find(value.reveal()).stream())
                .filter(cookie -> cookie.sessionId() == null)
                .reduce((one, later) -> later)
                .orElse(null);
        User user =
                pending == null ? null : owners.findActive(pending.ownerId()).orElse(null);
        if (pending == null || user == null) {
            return Outcome.refused(Refusal.invalidToken());
        }
        return proofs.complete(user, code, origin)
                .flatMap(proof -> cookies.drop(pending)
                        ? Outcome.done(open(proof, origin, values))
                        : Outcome.refused(Refusal.invalidToken()));
    }

    private CookieLogin open(PasswordProof proof, LoginOrigin origin, List<Secret> replaced) {
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
        Secret value = cookies.open(session, replaced, new Actor(userId, origin.address()));
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

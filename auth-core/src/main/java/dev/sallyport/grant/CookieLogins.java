package dev.sallyport.grant;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.authenticate.UserRights;
import dev.sallyport.environment.Environment;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.BrowserCookie;
import dev.sallyport.session.BrowserCookies;
import dev.sallyport.session.Session;
import dev.sallyport.user.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Logs browsers in, in one step or in two. Safe for use by many threads. */
final class CookieLogins {
    private final PasswordProofs proofs;
    private final BrowserCookies cookies;
    private final UserRights userRights;
    private final OwnerWatch watch;
    private final InstantSource clock;
    private final AuditSink audit;

    CookieLogins(
            PasswordProofs proofs,
            BrowserCookies cookies,
            UserRights userRights,
            OwnerWatch watch,
            Environment environment) {
        this.proofs = proofs;
        this.cookies = cookies;
        this.userRights = userRights;
        this.watch = watch;
        this.clock = environment.clock();
        this.audit = environment.audit();
    }

    /** @param replaced what the browser had in place of the cookie that it gets */
    Outcome<CookieLogin> login(PasswordLogin login, List<Secret> replaced) {
        OwnerWatch.Moment begun = watch.now();
        return proofs.prove(login).flatMap(proof -> {
            if (proof.lacksSecondFactor()) {
                return watch.ifUnchanged(
                        begun, proof.user(), () -> Outcome.done(pending(proof.user(), login.origin(), replaced)));
            }
            return open(begun, proof, login.origin(), replaced, () -> true).map(opened -> {
                proofs.accepted(proof);
                return opened;
            });
        });
    }

    /** The same in one step: where a second factor is on, the code comes with the password. */
    Outcome<CookieLogin> loginAtOnce(PasswordLogin login, List<Secret> replaced) {
        OwnerWatch.Moment begun = watch.now();
        return proofs.prove(login)
                .flatMap(proof -> proof.lacksSecondFactor()
                        ? Outcome.refused(PasswordProof.lacksCode())
                        : open(begun, proof, login.origin(), replaced, () -> true)
                                .map(opened -> {
                                    proofs.accepted(proof);
                                    return opened;
                                }));
    }

    private CookieLogin pending(User user, LoginOrigin origin, List<Secret> replaced) {
        Secret value = cookies.openPending(
                user.id(), replaced, new Actor(user.id(), origin.address().text()));
        return new CookieLogin(value, cookies.policy().lifetime(), true, null);
    }

    /**
     * The second step: the waiting cookie is used up, and another one takes its place. What changed the owner since the first step
     * took the waiting cookie away.
     *
     * @param values of the cookies that came, of which the last one that waits counts
     */
    Outcome<CookieLogin> complete(List<Secret> values, Secret code, LoginOrigin origin) {
        OwnerWatch.Moment begun = watch.now();
        BrowserCookie pending = values.stream()
                .flatMap(value -> cookies.find(value).stream())
                .filter(cookie -> cookie.sessionId() == null)
                .reduce((one, later) -> later)
                .orElse(null);
        User user = pending == null
                ? null
                : userRights.findActive(pending.ownerId()).orElse(null);
        if (pending == null || user == null) {
            return Outcome.refused(Refusal.invalidToken());
        }
        return proofs.complete(user, code, origin)
                .flatMap(proof -> open(begun, proof, origin, values, () -> cookies.drop(pending)));
    }

    /** @param condition part of the transaction; nothing is opened without it */
    private Outcome<CookieLogin> open(
            OwnerWatch.Moment begun,
            PasswordProof proof,
            LoginOrigin origin,
            List<Secret> replaced,
            BooleanSupplier condition) {
        Session session = session(proof, origin);
        Actor by = new Actor(session.ownerId(), origin.address().text());
        return watch.ifUnchanged(
                        begun,
                        proof.user(),
                        () -> condition.getAsBoolean()
                                ? Outcome.done(cookies.open(session, replaced, by))
                                : Outcome.<Secret>refused(Refusal.invalidToken()))
                .map(value -> {
                    record(session, by);
                    return new CookieLogin(value, cookies.policy().lifetime(), false, proof.newDevice());
                });
    }

    private Session session(PasswordProof proof, LoginOrigin origin) {
        Instant now = clock.instant();
        return Session.of(
                        cookies.newSessionId(),
                        proof.user().id(),
                        now,
                        now.plus(cookies.policy().lifetime()))
                .withOrigin(origin.address().text(), origin.userAgent())
                .withAmr(proof.amr());
    }

    private void record(Session session, Actor by) {
        Map<String, String> method = Map.of(
                "method", String.join("+", session.amr()) + "+" + cookies.kind().word());
        audit.record(by.event(
                session.createdAt(), AuditEvent.Type.LOGIN_SUCCEEDED, session.ownerId(), session.id(), method));
    }
}

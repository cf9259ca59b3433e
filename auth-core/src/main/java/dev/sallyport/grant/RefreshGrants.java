package dev.sallyport.grant;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.authenticate.FailureThrottle;
import dev.sallyport.authenticate.Owners;
import dev.sallyport.caller.Outcome;
import dev.sallyport.caller.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.RefreshFamilies;
import dev.sallyport.session.RefreshUse;
import dev.sallyport.user.User;
import java.time.InstantSource;
import java.util.Map;

/** A refresh token for the next access token of the same session. Safe for use by many threads. */
public final class RefreshGrants {
    private final RefreshFamilies families;
    private final Owners owners;
    private final SessionGrants grants;
    private final FailureThrottle throttle;
    private final InstantSource clock;
    private final AuditSink audit;

    public RefreshGrants(
            RefreshFamilies families,
            Owners owners,
            SessionGrants grants,
            FailureThrottle throttle,
            InstantSource clock,
            AuditSink audit) {
        this.families = families;
        this.owners = owners;
        this.grants = grants;
        this.throttle = throttle;
        this.clock = clock;
        this.audit = audit;
    }

    Outcome<Login> refresh(Secret token, LoginOrigin origin) {
        return throttle.bounded(origin.address(), () -> {
            Outcome<RefreshUse> found = families.find(token.reveal());
            return found instanceof Outcome.Done<RefreshUse> genuine
                    ? use(genuine.value(), origin)
                    : Outcome.refused(((Outcome.Refused<RefreshUse>) found).refusal());
        });
    }

    /** The owner is asked first: a token of somebody disabled is not spent by trying it. */
    private Outcome<Login> use(RefreshUse use, LoginOrigin origin) {
        User owner = owners.findActive(use.session().ownerId()).orElse(null);
        if (owner == null) {
            return Outcome.refused(Refusal.invalidToken());
        }
        Actor actor = new Actor(owner.id(), origin.address());
        return families.use(use, actor).map(next -> {
            audit.record(actor.event(
                    clock.instant(),
                    AuditEvent.Type.TOKEN_REFRESHED,
                    owner.id(),
                    use.session().id(),
                    Map.of()));
            return grants.again(use.session(), owner, use.scopes(), next);
        });
    }
}

package dev.sallyport.grant;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.authenticate.FailureThrottle;
import dev.sallyport.authenticate.Rights;
import dev.sallyport.authenticate.UserRights;
import dev.sallyport.environment.Environment;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.session.RefreshFamilies;
import dev.sallyport.token.IssuedToken;
import dev.sallyport.user.User;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A refresh token for the next access token of the same session. Safe for use by many threads. */
final class RefreshGrants {
    private final RefreshFamilies families;
    private final UserRights userRights;
    private final SessionGrants grants;
    private final FailureThrottle throttle;
    private final InstantSource clock;
    private final AuditSink audit;

    RefreshGrants(
            RefreshFamilies families,
            UserRights userRights,
            SessionGrants grants,
            FailureThrottle throttle,
            Environment environment) {
        this.families = families;
        this.userRights = userRights;
        this.grants = grants;
        this.throttle = throttle;
        this.clock = environment.clock();
        this.audit = environment.audit();
    }

    Outcome<Login> refresh(RefreshRequest request) {
        return throttle.bounded(
                request.origin().address(),
                request.refreshToken().digest(),
                () -> families.find(request.refreshToken())
                        .flatMap(use -> use(use, request.scopes(), request.origin())));
    }

    /** What can be refused is refused first: a token is not spent by trying it for somebody disabled, or for too much. */
    private Outcome<Login> use(RefreshFamilies.Use use, @Nullable ScopeSet asked, LoginOrigin origin) {
        User owner = userRights.findActive(use.session().ownerId()).orElse(null);
        if (owner == null) {
            return Outcome.refused(Refusal.invalidToken());
        }
        Rights most = grants.rights(owner, use.scopes(), use.session().amr());
        // Nor is what has nothing narrowed: its tokens may enrol the second factor that it lacks.
        boolean lacks = userRights.lacksSecondFactor(owner, use.session().amr());
        if (asked != null && (lacks || !most.scopes().containsAll(asked))) {
            return Outcome.refused(Refusal.insufficientScope(asked));
        }
        // The access token is made before the refresh token is used up: where no token can be made, nothing is spent.
        IssuedToken token = grants.next(use.session(), owner, asked == null ? use.scopes() : asked);
        Actor actor = new Actor(owner.id(), origin.address().text());
        return families.use(use, actor).map(next -> {
            audit.record(actor.event(
                    clock.instant(),
                    AuditEvent.Type.TOKEN_REFRESHED,
                    owner.id(),
                    use.session().id(),
                    Map.of()));
            return SessionGrants.login(token, use.session().id(), null, next, owner);
        });
    }
}

package dev.sallyport.servlet.console;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.OwnApiKeys;
import dev.sallyport.caller.Caller;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.servlet.fields.KeyFields;
import dev.sallyport.servlet.json.JsonBody;
import dev.sallyport.servlet.wire.Call;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Demands a login of the last minutes for what outlasts the session of the page: to create, rotate, enable, widen or lengthen a key
 * (RFC 9470). What takes something away never needs one. Safe for use by many threads.
 */
final class FreshLogin {
    private static final Duration MAX_AGE = Duration.ofMinutes(10);
    /** A login from further in the future is one of a node whose clock is wrong, and would stay fresh for too long. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final OwnApiKeys keys;
    private final InstantSource clock;

    FreshLogin(OwnApiKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** The moment from which on the caller has to log in again before such a change. */
    static Instant until(Caller caller) {
        return caller.authTime().plus(MAX_AGE);
    }

    /** The same route, with the demand where its method and path are those of such a change. */
    Route demandedBy(Route route) {
        boolean creates = route.method().equals("POST")
                && (route.path().endsWith("/api-keys") || route.path().endsWith("/api-keys/{id}/rotate"));
        boolean changes = route.method().equals("PATCH") && route.path().endsWith("/api-keys/{id}");
        if (creates) {
            return with(route, call -> isFresh(call.caller()) ? route.handler().handle(call) : stale());
        }
        return changes ? with(route, call -> change(route, call)) : route;
    }

    private static Route with(Route route, Route.Handler handler) {
        Route.Work work = new Route.Work(route.body(), handler, route.work().doc());
        return new Route(route.method(), route.path(), route.site(), route.access(), work);
    }

    private Outcome<Reply> change(Route route, Call call) {
        return isFresh(call.caller())
                ? route.handler().handle(call)
                : keys.get(call.caller(), call.path("id"))
                        .flatMap(key -> gives(key, call.body().unread())
                                ? stale()
                                : route.handler().handle(call));
    }

    /** Tells whether the change gives the key something that it has not. */
    private boolean gives(ApiKey key, JsonBody body) {
        KeyFields fields = new KeyFields(body, clock);
        return (key.disabledAt() != null && Boolean.TRUE.equals(body.optionalFlag("enabled")))
                || (body.has("scopes") && widens(key.scopes(), fields.scopes()))
                || (fields.hasExpiry() && lengthens(key.expiresAt(), fields.expiresAt()));
    }

    private static boolean widens(@Nullable ScopeSet now, @Nullable ScopeSet then) {
        return now != null && (then == null || !now.containsAll(then));
    }

    private static boolean lengthens(@Nullable Instant now, @Nullable Instant then) {
        return now != null && (then == null || then.isAfter(now));
    }

    private boolean isFresh(Caller caller) {
        Instant now = clock.instant();
        return !now.isAfter(until(caller)) && !caller.authTime().isAfter(now.plus(SKEW));
    }

    private static Outcome<Reply> stale() {
        return Outcome.refused(Refusal.of(
                Refusal.Cause.REAUTHENTICATION_REQUIRED,
                "Log in again: this takes a login of the last " + MAX_AGE.toMinutes() + " minutes."));
    }
}

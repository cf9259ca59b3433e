package dev.sallyport.servlet.guard.decide;

import dev.sallyport.Sallyport;
import dev.sallyport.access.AccessDecision;
import dev.sallyport.access.AccessRule;
import dev.sallyport.access.RequestLimits;
import dev.sallyport.activity.ActivityListener.Presented;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.authenticate.Credential;
import dev.sallyport.caller.Caller;
import dev.sallyport.change.StoreException;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.limit.LimitDecision;
import dev.sallyport.log.RareLines;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.guard.decide.Destinations.Destination;
import dev.sallyport.servlet.wire.Endpoints;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a request whose path is plain may go on: its credential, the limits, the rule of what it will reach. What it was admitted
 * with holds for its dispatches, which meet the rule alone. Safe for use by many threads.
 */
public final class Admission {
    /** For an {@code Authorization} that opens nothing here; without what came in it. */
    private static final Refusal OTHER_SCHEME = Refusal.of(
            Refusal.Cause.AUTHENTICATION_REQUIRED,
            "A credential is needed: send Authorization: Bearer <credential>. Another scheme came, which is none of ours.");

    private final RareLines lines = new RareLines(System.getLogger(Admission.class.getName()));
    private final Refusals refusals;
    private final AdmittedRequest.Token token;
    private final Sallyport auth;
    private final Endpoints endpoints;
    private final Credentials credentials;
    private final Denials denials;

    public Admission(
            Sallyport auth,
            Endpoints endpoints,
            Credentials credentials,
            Denials denials,
            Refusals refusals,
            AdmittedRequest.Token token) {
        this.refusals = refusals;
        this.token = token;
        this.auth = auth;
        this.endpoints = endpoints;
        this.credentials = credentials;
        this.denials = denials;
    }

    /**
     * @param before the mark of a request that was admitted before and is now dispatched inside the application; null for one that
     *     comes
     * @return null when the request was refused and answered
     */
    @Nullable
    public AdmittedRequest decide(
            HttpServletRequest request,
            HttpServletResponse response,
            Destination destination,
            ClientAddress address,
            @Nullable AdmittedRequest before)
            throws IOException {
        try {
            return before == null
                    ? admit(request, response, destination, address)
                    : again(request, response, destination, address, before);
        } catch (StoreException e) {
            lines.log(Level.WARNING, "A request to " + destination.resource() + " could not be decided", e);
            tellUndecided(before);
            refusals.turnAway(
                    request, response, Refusal.unavailable(Endpoints.STORE_RETRY), destination.site(), address);
        } catch (RuntimeException e) {
            tellUndecided(before);
            endpoints.fail(request, response, e, destination.resource(), destination.site());
        }
        return null;
    }

    private void tellUndecided(@Nullable AdmittedRequest before) {
        if (before == null) {
            auth.activity().refused(Presented.UNREAD, Refusal.Cause.UNAVAILABLE);
        } else {
            auth.activity().refusedInside(Refusal.Cause.UNAVAILABLE);
        }
    }

    private @Nullable AdmittedRequest admit(
            HttpServletRequest request, HttpServletResponse response, Destination destination, ClientAddress address)
            throws IOException {
        // The credentials of a login are those of its body: an old token that a client still sends
        // can neither help nor hurt.
        PresentedCredential presented = presented(request, destination);
        boolean byCookie = presented instanceof PresentedCredential.InCookies;
        Refusal refusal = unread(presented);
        AuthenticationResult.Accepted accepted = null;
        LimitDecision failures = null;
        Credential header = presented instanceof PresentedCredential.InHeader it
                ? auth.credentialKinds().inHeader(it.value())
                : null;
        Presented kind = PresentedKinds.of(presented, header);
        AuthenticationResult authentication = authenticate(presented, header, address);
        if (authentication instanceof AuthenticationResult.Accepted good) {
            refusal = byCookie ? endpoints.refuseForeign(request).orElse(null) : null;
            accepted = refusal == null ? good : null;
        } else if (authentication instanceof AuthenticationResult.Refused refused) {
            refusal = refused.refusal();
            failures = refused.failures();
        }
        if (refusal != null
                && (presented instanceof PresentedCredential.BadCookie || (byCookie && failed(authentication)))
                && needsNobody(destination)) {
            refusal = null;
            failures = null;
        }
        Caller caller = accepted == null ? null : accepted.caller();
        RequestLimits.Result limits = RequestLimits.Result.UNLIMITED;
        // A request with a bad credential counts as one with none. One that could not be decided is nobody's fault.
        if (refusal == null || refusal.cause() != Refusal.Cause.UNAVAILABLE) {
            limits = count(accepted, address, destination.rule());
            Refusal full = Refusals.of(limits);
            limits = limits.orElse(failures, "failures");
            refusals.tell(request, response, limits);
            refusal = full == null ? refusal : full;
        }
        if (refusal == null) {
            refusal = AccessDecision.refuse(caller, destination.rule(), destination.tenant())
                    .map(missing -> readably(missing, request, destination))
                    .orElse(null);
        }
        if (refusal != null) {
            auth.activity().refused(kind, refusal.cause());
            refuse(request, response, refusal, destination, caller, address);
            return null;
        }
        auth.activity().admitted(kind, caller);
        Counted counted = new Counted();
        counted.isFirst(destination.resource(), destination.rule());
        Secret secret = accepted == null || header == null ? null : header.secret();
        AdmittedRequest admitted =
                new AdmittedRequest(token, accepted, secret, limits, counted, Destinations.path(request));
        request.setAttribute(AdmittedRequest.ATTRIBUTE, admitted);
        return admitted;
    }

    private PresentedCredential presented(HttpServletRequest request, Destination destination) {
        if (destination.site().takesCredentials()) {
            return PresentedCredential.NONE;
        }
        String console =
                destination.match() == null ? null : destination.match().consoleCookie();
        return console == null ? credentials.of(request) : credentials.ofConsole(request, console);
    }

    private RequestLimits.Result count(
            AuthenticationResult.@Nullable Accepted accepted, ClientAddress address, AccessRule rule) {
        return accepted == null
                ? auth.requestLimits().checkNobody(address, rule)
                : auth.requestLimits().check(accepted.caller(), accepted.rateLimit(), accepted.plan(), address, rule);
    }

    private static Refusal readably(Refusal refusal, HttpServletRequest request, Destination destination) {
        return refusal.cause() == Refusal.Cause.AUTHENTICATION_REQUIRED
                        && !destination.site().takesCredentials()
                        && request.getHeader("Authorization") != null
                ? OTHER_SCHEME
                : refusal;
    }

    private @Nullable AuthenticationResult authenticate(
            PresentedCredential presented, @Nullable Credential header, ClientAddress address) {
        if (header != null) {
            return auth.authenticate(header, address);
        }
        return presented instanceof PresentedCredential.InCookies cookies
                ? auth.authenticateCookies(cookies.kind(), cookies.values(), address)
                : null;
    }

    private static @Nullable Refusal unread(PresentedCredential presented) {
        if (presented instanceof PresentedCredential.Unread unread) {
            return unread.refusal();
        }
        return presented instanceof PresentedCredential.BadCookie ? Refusal.invalidToken() : null;
    }

    /** As no cookie of this application, not because nobody could tell. */
    private static boolean failed(@Nullable AuthenticationResult authentication) {
        return authentication instanceof AuthenticationResult.Refused refused
                && refused.refusal().cause() != Refusal.Cause.UNAVAILABLE;
    }

    /**
     * Tells whether the destination is open to whoever comes without a credential; then a bad cookie is as good as none. A browser sends
     * cookies by itself, old ones and those that another host of the site has set.
     */
    private static boolean needsNobody(Destination destination) {
        return AccessDecision.refuse(null, destination.rule(), destination.tenant())
                .isEmpty();
    }

    private @Nullable AdmittedRequest again(
            HttpServletRequest request,
            HttpServletResponse response,
            Destination destination,
            ClientAddress address,
            AdmittedRequest admitted)
            throws IOException {
        Refusal refusal = null;
        if (counts(request.getDispatcherType(), destination, admitted.counted())) {
            // The general limits counted this request when it came; where it goes on to has limits of its own.
            refusal = Refusals.of(
                    auth.requestLimits().checkRule(admitted.caller(), admitted.plan(), address, destination.rule()));
        }
        if (refusal == null) {
            refusal = AccessDecision.refuse(admitted.caller(), destination.rule(), destination.tenant())
                    .orElse(null);
        }
        if (refusal != null) {
            auth.activity().refusedInside(refusal.cause());
            refuse(request, response, refusal, destination, admitted.caller(), address);
            return null;
        }
        return admitted;
    }

    private static boolean counts(DispatcherType dispatch, Destination destination, Counted counted) {
        if (dispatch == DispatcherType.INCLUDE || dispatch == DispatcherType.ERROR) {
            return false;
        }
        // A request that comes again is one that asks to be taken for another method.
        boolean first = counted.isFirst(destination.resource(), destination.rule());
        return first || dispatch == DispatcherType.FORWARD;
    }

    private void refuse(
            HttpServletRequest request,
            HttpServletResponse response,
            Refusal refusal,
            Destination destination,
            @Nullable Caller caller,
            ClientAddress address)
            throws IOException {
        denials.recordIfTelling(caller, address, destination.resource(), refusal.cause());
        refusals.turnAway(request, response, refusal, destination.site(), address);
    }
}

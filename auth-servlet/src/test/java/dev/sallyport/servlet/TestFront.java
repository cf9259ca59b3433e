package dev.sallyport.servlet;

import dev.sallyport.Sallyport;
import dev.sallyport.access.AccessDecision;
import dev.sallyport.access.RequestLimits;
import dev.sallyport.authenticate.Authentication;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.Refusal;
import dev.sallyport.scope.Scope;
import dev.sallyport.servlet.wire.Endpoints;
import dev.sallyport.servlet.wire.Match;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.StandardProfile;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/** The endpoints behind the least that they need. */
final class TestFront extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Sallyport auth;
    private final transient Endpoints endpoints;

    private TestFront(Sallyport auth) {
        this.auth = auth;
        Map<Scope, List<String>> uses = Map.of(new Scope("reports:read"), List.of("GET /api/reports"));
        this.endpoints =
                new Endpoints(StandardProfile.at(StandardProfile.DEFAULT_MOUNT), Operations.of(auth, () -> uses));
    }

    static void install(Sallyport auth, ServletContextHandler context) {
        context.addServlet(new ServletHolder(new TestFront(auth)), "/*");
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Match match =
                endpoints.match(request.getMethod(), request.getPathInfo()).orElseThrow();
        Caller caller = null;
        String header = request.getHeader("Authorization");
        if (header != null) {
            Authentication answer = auth.authenticate(header.substring("Bearer ".length()), request.getRemoteAddr());
            if (answer instanceof Authentication.Refused refused) {
                endpoints.refuse(request, response, refused.refusal(), match.site());
                return;
            }
            caller = ((Authentication.Accepted) answer).caller();
        }
        RequestLimits.Result limits = auth.requestLimits().check(caller, null, request.getRemoteAddr(), match.access());
        if (limits.decision() != null) {
            endpoints.tell(response, limits.policy(), limits.decision());
            if (!limits.isAllowed()) {
                Refusal refusal = Refusal.rateLimited(limits.decision().retryAfter());
                endpoints.refuse(request, response, refusal, match.site());
                return;
            }
        }
        var refusal = AccessDecision.refuse(caller, match.access());
        if (refusal.isPresent()) {
            endpoints.refuse(request, response, refusal.get(), match.site());
        } else {
            endpoints.serve(match, request, response, caller, request.getRemoteAddr());
        }
    }
}

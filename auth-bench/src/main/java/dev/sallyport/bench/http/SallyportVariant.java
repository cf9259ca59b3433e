package dev.sallyport.bench.http;

import dev.sallyport.access.AccessDecision;
import dev.sallyport.access.AccessRule;
import dev.sallyport.authenticate.Authentication;
import dev.sallyport.bench.Application;
import dev.sallyport.scope.ScopeSet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.*;
import java.io.IOException;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

final class SallyportVariant {
    static Application install(ServletContextHandler context) {
        Application app = new Application(100_000);
        AccessRule rule = AccessRule.authenticated().withScopes(ScopeSet.of("reports:read"), ScopeSet.none());
        context.addFilter(
                new FilterHolder(new HttpFilter() {
                    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                            throws IOException, ServletException {
                        String h = request.getHeader("Authorization");
                        String c = h == null ? request.getHeader("X-API-Key") : h.substring(7);
                        var a = (Authentication.Accepted) app.auth().authenticate(c, request.getRemoteAddr());
                        var r = app.auth()
                                .requestLimits()
                                .check(a.caller(), a.rateLimit(), request.getRemoteAddr(), rule);
                        if (AccessDecision.refuse(a.caller(), rule).isPresent()) throw new ServletException();
                        response.setHeader(
                                "RateLimit-Policy",
                                "\"default\";q=" + r.decision().window().permits() + ";w="
                                        + r.decision().window().period().toSeconds());
                        response.setHeader(
                                "RateLimit",
                                "\"default\";r=" + r.decision().remaining() + ";t="
                                        + r.decision().resetAfter().toSeconds());
                        chain.doFilter(new HttpServletRequestWrapper(request), response);
                    }
                }),
                "/api/*",
                EnumSet.of(DispatcherType.REQUEST));
        return app;
    }
}

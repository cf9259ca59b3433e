package dev.sallyport.servlet;

import dev.sallyport.servlet.guard.Gate;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * The filter, for web.xml; {@link SallyportWeb#install} registers it otherwise. Safe for use by many threads.
 *
 * <p>The {@link dev.sallyport.Sallyport} is made as the context parameters say whose names begin with {@code sallyport.}, or is in
 * the context attribute {@value SallyportWeb#CONTEXT_ATTRIBUTE}. Map the filter to what is to be protected, before all other
 * filters, with {@code <async-supported>} and all five {@code <dispatcher>} types: what it does not see it does not guard, and what
 * web.xml leaves out stops the start. Of a filter that code registers no container tells the dispatcher types. Init parameters, all
 * optional: {@code trustedProxies}, {@code apiKeyHeader}, {@code open},
 * {@code sessionIdsInPaths} (true or false), each as the method of {@link SallyportWeb}, lists separated
 * by commas; {@code corsOrigins} with {@code corsMethods}, {@code corsHeaders}, {@code corsCredentials} (true or false) and {@code
 * corsMaxAge} (in seconds), for {@link SallyportWeb#cors}.
 */
public final class SallyportFilter implements Filter {
    private final FiltersBefore before = new FiltersBefore();
    private @Nullable RunningWeb web;
    private volatile @Nullable Gate gate;

    /** For the container. */
    public SallyportFilter() {}

    @Override
    public void init(FilterConfig config) {
        try {
            start(config);
        } catch (RuntimeException e) {
            ClosedContext.close(config.getServletContext(), e);
            throw e;
        }
    }

    private void start(FilterConfig config) {
        RunningWeb found = RunningWeb.in(config.getServletContext());
        try {
            gate = found.gate(
                    config.getServletContext(),
                    new InitParameters(config::getInitParameter, Collections.list(config.getInitParameterNames())));
        } catch (RuntimeException e) {
            found.contextDestroyed();
            throw e;
        }
        web = found;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Gate current = gate;
        if (current == null) {
            throw new ServletException("The filter was not initialised, so nothing passes");
        }
        if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse answer)) {
            throw new ServletException("Only HTTP passes this filter");
        }
        if (http.getDispatcherType() == DispatcherType.REQUEST) {
            before.look();
        }
        current.pass(http, answer, chain);
    }

    @Override
    public void destroy() {
        if (web != null) {
            web.contextDestroyed();
        }
    }
}

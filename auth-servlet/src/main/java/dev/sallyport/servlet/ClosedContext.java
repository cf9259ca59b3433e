package dev.sallyport.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * Answers every request with 503 when what guards the application failed to start and the container, or code that swallowed the
 * exception, goes on without it. Safe for use by many threads.
 *
 * <p>See decision 0089.
 */
final class ClosedContext implements Filter {
    private static final Logger LOG = System.getLogger(ClosedContext.class.getName());
    private static final String NAME = "sallyport-closed";

    /** Closes the context from now on, where a filter that asks {@link #answers} stands in front; the log says why. */
    static void close(ServletContext context, RuntimeException cause) {
        String message = "Nothing is served, because Sallyport did not start: " + cause.getMessage();
        // Tomcat tries a servlet that failed again with each request.
        if (!message.equals(context.getAttribute(Pieces.CLOSED_ATTRIBUTE))) {
            context.setAttribute(Pieces.CLOSED_ATTRIBUTE, message);
            tell(context, message, cause);
        }
    }

    /** The same while filters are registered: puts one in front, as far as the container lets it in. */
    static void closeInFront(ServletContext context, RuntimeException cause) {
        close(context, cause);
        try {
            FilterRegistration.@Nullable Dynamic filter = context.addFilter(NAME, new ClosedContext());
            if (filter != null) {
                beforeEverything(filter);
                context.addListener(new HandshakeWatch());
            }
        } catch (IllegalStateException | UnsupportedOperationException e) {
            LOG.log(Level.DEBUG, "The context takes no filters any more", e);
        }
    }

    /** For whoever tried once more, with success. */
    static void reopen(ServletContext context) {
        context.removeAttribute(Pieces.CLOSED_ATTRIBUTE);
    }

    /** In the log of the library, and in that of the application: operators look into either. */
    static void tell(ServletContext context, String message, Throwable cause) {
        LOG.log(Level.ERROR, message, cause);
        try {
            context.log("Sallyport: " + message, cause);
        } catch (RuntimeException e) {
            // Jetty's has none before the context starts.
            LOG.log(Level.DEBUG, "The context has no log", e);
        }
    }

    static void beforeEverything(FilterRegistration.Dynamic filter) {
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    }

    /** Tells whether the request was answered because the context is closed. */
    static boolean answers(ServletRequest request, ServletResponse response) {
        if (!Pieces.isClosed(request.getServletContext())) {
            return false;
        }
        refuse(request, response);
        return true;
    }

    static void refuse(ServletRequest request, ServletResponse response) {
        if (response instanceof HttpServletResponse answer
                && request.getDispatcherType() != DispatcherType.INCLUDE
                && !answer.isCommitted()) {
            answer.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            answer.setHeader("Cache-Control", "no-store");
        }
    }

    /** By now everything is registered that the start brings. */
    @Override
    public void init(FilterConfig config) {
        if (Pieces.isClosed(config.getServletContext())) {
            ChainOrder.of(config.getServletContext()).putFirst();
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!answers(request, response)) {
            chain.doFilter(request, response);
        }
    }
}

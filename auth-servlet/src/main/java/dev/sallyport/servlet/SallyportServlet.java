package dev.sallyport.servlet;

import dev.sallyport.servlet.guard.Gate;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints, for web.xml; {@link SallyportWeb#install} registers it otherwise. Safe for use by many threads.
 *
 * <p>Give it one mapping, such as {@code /auth/*}. It serves the endpoints whether the {@link SallyportFilter} is mapped in front
 * of it or not, and decides about every request in the same way.
 */
public final class SallyportServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private transient @Nullable RunningWeb web;
    private transient volatile @Nullable Gate gate;

    /** For the container. */
    public SallyportServlet() {}

    @Override
    public void init() {
        RunningWeb found;
        try {
            found = RunningWeb.in(getServletContext());
        } catch (RuntimeException e) {
            ClosedContext.close(getServletContext(), e);
            throw e;
        }
        try {
            gate = found.gate(
                    getServletContext(),
                    new InitParameters(this::getInitParameter, Collections.list(getInitParameterNames())));
        } catch (RuntimeException e) {
            found.contextDestroyed();
            // Tomcat goes on without a servlet that failed.
            ClosedContext.close(getServletContext(), e);
            throw e;
        }
        web = found;
    }

    @Override
    public void destroy() {
        if (web != null) {
            web.contextDestroyed();
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Gate current = gate;
        if (current == null) {
            throw new ServletException("The servlet was not initialised");
        }
        current.pass(request, response, (rest, answer) -> current.notFound(request, response));
    }
}

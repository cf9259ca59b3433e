package dev.sallyport.servlet;

import jakarta.servlet.ServletContext;

/** The class names of the filters and the servlet, as containers report them of what is registered. */
final class Pieces {
    static final String FILTER = "dev.sallyport.servlet.SallyportFilter";
    static final String SERVLET = "dev.sallyport.servlet.SallyportServlet";

    static final String CLOSED = "dev.sallyport.servlet.ClosedContext";

    /** Holds why nothing is served in a context. */
    static final String CLOSED_ATTRIBUTE = "dev.sallyport.servlet.closed";

    private Pieces() {}

    /** Tells whether nothing is served in the context. */
    static boolean isClosed(ServletContext context) {
        return context.getAttribute(CLOSED_ATTRIBUTE) != null;
    }
}

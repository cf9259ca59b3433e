package dev.sallyport.servlet;

/** The class names of the filter and the servlet, as containers report them of what is registered. */
final class Pieces {
    static final String FILTER = "dev.sallyport.servlet.SallyportFilter";
    static final String SERVLET = "dev.sallyport.servlet.SallyportServlet";

    private Pieces() {}
}

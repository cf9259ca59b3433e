/**
 * The servlet integration in one object: {@link dev.sallyport.servlet.SallyportWeb} puts the filter in front of the application's
 * resources and the endpoints beside them. {@link dev.sallyport.servlet.SallyportFilter} and {@link
 * dev.sallyport.servlet.SallyportServlet} are the same two pieces for {@code web.xml}. Start at {@link
 * dev.sallyport.servlet.SallyportWeb}.
 */
@NullMarked
package dev.sallyport.servlet;

import org.jspecify.annotations.NullMarked;

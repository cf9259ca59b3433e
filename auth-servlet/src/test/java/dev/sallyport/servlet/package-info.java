/** Tests of the servlet side as a whole, over real sockets. */
@NullMarked
package dev.sallyport.servlet;

import org.jspecify.annotations.NullMarked;

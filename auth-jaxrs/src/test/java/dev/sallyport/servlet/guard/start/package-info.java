/** A look at the rules of servlets, for the table that holds for them and for resource methods. */
@NullMarked
package dev.sallyport.servlet.guard.start;

import org.jspecify.annotations.NullMarked;

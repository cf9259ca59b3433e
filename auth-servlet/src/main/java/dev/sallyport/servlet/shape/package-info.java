/**
 * Shapes of what endpoints read and answer, and what is said about a route. Declared once beside the handlers; documents are written from
 * them, and where assertions are on, requests and answers are compared with them. Start at {@link dev.sallyport.servlet.shape.RouteDoc}.
 */
@NullMarked
package dev.sallyport.servlet.shape;

import org.jspecify.annotations.NullMarked;

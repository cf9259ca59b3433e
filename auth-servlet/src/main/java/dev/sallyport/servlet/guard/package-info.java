/**
 * The guard: from a request to the servlet that may see it. {@link dev.sallyport.servlet.guard.Gate} has the order of the steps;
 * {@link dev.sallyport.servlet.guard.RuleReader} says what a servlet's annotations mean, {@link
 * dev.sallyport.servlet.guard.Targets} which servlet a request will reach. Exported to {@code
 * sallyport-jaxrs} only, for {@link dev.sallyport.servlet.guard.ResourceGate}.
 */
@NullMarked
package dev.sallyport.servlet.guard;

import org.jspecify.annotations.NullMarked;

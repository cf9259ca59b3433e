/**
 * What a resource demands and whether a caller meets it: annotations become an {@link dev.sallyport.access.AccessRule}, and
 * {@link dev.sallyport.access.AccessDecision} is the one place that decides.
 */
@NullMarked
package dev.sallyport.access;

import org.jspecify.annotations.NullMarked;

/**
 * Access rules and decisions: annotations become an {@link dev.sallyport.access.AccessRule}, and {@link
 * dev.sallyport.access.AccessDecision} is the one place that compares it with a caller. Start at {@link
 * dev.sallyport.access.AccessDecision}.
 */
@NullMarked
package dev.sallyport.access;

import org.jspecify.annotations.NullMarked;

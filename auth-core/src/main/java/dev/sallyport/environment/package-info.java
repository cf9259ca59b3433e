/**
 * The environment that every service gets: transactions of the backend, audit, clock and randomness. Start at {@link
 * dev.sallyport.environment.Environment}.
 */
@NullMarked
package dev.sallyport.environment;

import org.jspecify.annotations.NullMarked;

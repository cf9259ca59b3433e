/**
 * What an act comes to: {@link dev.sallyport.outcome.Outcome} is done or refused, {@link dev.sallyport.outcome.Refusal} says why. Start at
 * {@link dev.sallyport.outcome.Outcome}. Knows nothing of HTTP.
 */
@NullMarked
package dev.sallyport.outcome;

import org.jspecify.annotations.NullMarked;

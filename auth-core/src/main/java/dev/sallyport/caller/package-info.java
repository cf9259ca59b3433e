/**
 * Who calls: {@link dev.sallyport.caller.Caller}, and why one was turned away: {@link dev.sallyport.caller.Refusal}.
 * Both are values; neither knows HTTP.
 */
@NullMarked
package dev.sallyport.caller;

import org.jspecify.annotations.NullMarked;

/** Callers, as an application and a rule see them. Start at {@link dev.sallyport.caller.Caller}. Knows no HTTP. */
@NullMarked
package dev.sallyport.caller;

import org.jspecify.annotations.NullMarked;

package dev.sallyport.authenticate;

import dev.sallyport.caller.Caller;
import dev.sallyport.caller.Refusal;
import dev.sallyport.limit.RateLimit;
import org.jspecify.annotations.Nullable;

/** What became of a credential: a caller, or why not. Immutable. */
public sealed interface Authentication {
    /**
     * The credential is genuine and live.
     *
     * @param rateLimit the credential's own limit; null when it has none
     */
    record Accepted(Caller caller, @Nullable RateLimit rateLimit) implements Authentication {}

    /** The credential does not count. */
    record Refused(Refusal refusal) implements Authentication {}
}

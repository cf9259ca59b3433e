package dev.sallyport.authenticate;

import dev.sallyport.caller.Caller;
import dev.sallyport.limit.LimitDecision;
import dev.sallyport.limit.Plan;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.outcome.Refusal;
import org.jspecify.annotations.Nullable;

/** What became of a credential: a caller, or why not. Immutable. */
public sealed interface AuthenticationResult {
    /**
     * The credential is genuine and live.
     *
     * @param rateLimit the credential's own limit; null when it has none
     * @param plan what its caller's plan allows; null when there are no plans
     */
    record Accepted(Caller caller, @Nullable RateLimit rateLimit, Plan.@Nullable Budget plan)
            implements AuthenticationResult {

        /** Without a plan. */
        public Accepted(Caller caller, @Nullable RateLimit rateLimit) {
            this(caller, rateLimit, null);
        }
    }

    /**
     * The credential does not count.
     *
     * @param failures what is left of the bad credentials that its address may present; null where this one was not counted
     */
    record Refused(Refusal refusal, @Nullable LimitDecision failures) implements AuthenticationResult {

        /** Not counted. */
        public Refused(Refusal refusal) {
            this(refusal, null);
        }
    }
}

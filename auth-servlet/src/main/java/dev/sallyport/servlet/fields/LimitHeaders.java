package dev.sallyport.servlet.fields;

import dev.sallyport.limit.Gcra;
import dev.sallyport.limit.LimitDecision;
import java.time.Duration;
import java.util.Map;

/** How much of a limit is left, in the two ways that APIs tell it. */
public final class LimitHeaders {
    private LimitHeaders() {}

    /**
     * {@code RateLimit-Policy} and {@code RateLimit}, as draft-ietf-httpapi-ratelimit-headers writes them: {@code t} is the time
     * until one more request has room, and so never later than {@code Retry-After}.
     */
    public static Map<String, String> draft(String policy, LimitDecision decision) {
        PolicyText text = PolicyText.of(policy, decision.window());
        return Map.of(
                "RateLimit-Policy",
                text.policy(),
                "RateLimit",
                text.name() + ";r=" + decision.remaining() + ";t=" + HeaderText.wholeSeconds(nextPermit(decision)));
    }

    /** A counter drains evenly, and each time by one request's step there is room for one more. */
    private static Duration nextPermit(LimitDecision decision) {
        if (!decision.allowed()) {
            return decision.retryAfter();
        }
        long busy = decision.resetAfter().toNanos();
        return busy <= 0 ? Duration.ZERO : Duration.ofNanos((busy - 1) % Gcra.step(decision.window()) + 1);
    }

    /**
     * {@code X-RateLimit-Limit}, {@code -Remaining} and {@code -Reset}, the last in seconds from now: until the whole limit is there
     * again, and on a refusal until it is worth coming again, as {@code Retry-After} has it.
     */
    public static Map<String, String> xRateLimit(LimitDecision decision) {
        return Map.of(
                "X-RateLimit-Limit",
                Integer.toString(decision.window().permits()),
                "X-RateLimit-Remaining",
                Integer.toString(decision.remaining()),
                "X-RateLimit-Reset",
                Long.toString(
                        HeaderText.wholeSeconds(decision.allowed() ? decision.resetAfter() : decision.retryAfter())));
    }
}

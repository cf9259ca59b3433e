package dev.sallyport.servlet.fields;

import dev.sallyport.limit.LimitDecision;
import java.util.Map;

/** How much of a limit is left, in the two ways that APIs tell it. */
public final class LimitHeaders {
    private LimitHeaders() {}

    /** {@code RateLimit-Policy} and {@code RateLimit}, as draft-ietf-httpapi-ratelimit-headers writes them. */
    public static Map<String, String> draft(String policy, LimitDecision decision) {
        String name = HeaderText.quoted(policy.isEmpty() ? "default" : policy);
        return Map.of(
                "RateLimit-Policy",
                name + ";q=" + decision.window().permits() + ";w="
                        + decision.window().period().toSeconds(),
                "RateLimit",
                name + ";r=" + decision.remaining() + ";t=" + HeaderText.wholeSeconds(decision.resetAfter()));
    }

    /** {@code X-RateLimit-Limit}, {@code -Remaining} and {@code -Reset}, the last in seconds from now. */
    public static Map<String, String> xRateLimit(LimitDecision decision) {
        return Map.of(
                "X-RateLimit-Limit",
                Integer.toString(decision.window().permits()),
                "X-RateLimit-Remaining",
                Integer.toString(decision.remaining()),
                "X-RateLimit-Reset",
                Long.toString(HeaderText.wholeSeconds(decision.resetAfter())));
    }
}

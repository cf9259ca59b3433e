package dev.sallyport.servlet.fields;

import dev.sallyport.limit.RateLimit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The text of a limit that is the same for every answer, written once. Immutable.
 *
 * @param name quoted
 * @param policy value of {@code RateLimit-Policy}
 */
record PolicyText(RateLimit.Window window, String name, String policy) {
    /** Names come from the configuration, so there are few; the bound is for those who make them at run time. */
    private static final int MAX_KEPT = 1_000;

    private static final Map<String, PolicyText> KEPT = new ConcurrentHashMap<>();

    /** The text of a limit; the most recent window of each name is kept. */
    static PolicyText of(String policy, RateLimit.Window window) {
        PolicyText kept = KEPT.get(policy);
        if (kept != null && kept.window.equals(window)) {
            return kept;
        }
        String name = HeaderText.quoted(policy.isEmpty() ? "default" : policy);
        PolicyText text = new PolicyText(
                window,
                name,
                name + ";q=" + window.permits() + ";w=" + window.period().toSeconds());
        if (kept != null || KEPT.size() < MAX_KEPT) {
            KEPT.put(policy, text);
        }
        return text;
    }
}

package dev.sallyport.servlet.wire;

import dev.sallyport.access.AccessRule;
import dev.sallyport.outcome.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other origins from the data of the page, whatever the policy for pages of other origins says: a sibling site counts as the
 * same site for cookies.
 */
final class ConsoleRequests {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "*");

    private ConsoleRequests() {}

    /** Null for a request that may go on. */
    @Nullable
    static Refusal refuse(Route route, HttpServletRequest request) {
        if (!SAFE.contains(request.getMethod())) {
            return Origins.isProvenOwn(request) ? refuseForm(request) : foreign();
        }
        // The document and its files are open to any page that leads there.
        boolean isOpen = route.access().demand() == AccessRule.Demand.OPEN;
        return !isOpen && Origins.isForeign(request) ? foreign() : null;
    }

    private static @Nullable Refusal refuseForm(HttpServletRequest request) {
        return CookieWrites.mayHaveBody(request) && !RequestBody.isJson(request)
                ? Refusal.of(Refusal.Cause.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json in UTF-8.")
                : null;
    }

    private static Refusal foreign() {
        return Refusal.of(
                Refusal.Cause.FORBIDDEN,
                "Only the page itself may send this: Sec-Fetch-Site: same-origin, or the page's own Origin.");
    }
}

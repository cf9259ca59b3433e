package dev.sallyport.servlet.wire;

import dev.sallyport.outcome.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;

/** What a request must be that changes something and is authenticated by nothing but a cookie. */
final class CookieWrites {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private CookieWrites() {}

    /** @param pages says whose pages may use cookies here */
    static Optional<Refusal> refuse(HttpServletRequest request, CorsHeaders pages) {
        if (SAFE.contains(request.getMethod())) {
            return Optional.empty();
        }
        if (pages.isForeignToCookies(request)) {
            return Optional.of(
                    Refusal.of(Refusal.Cause.FORBIDDEN, "A request from another site is not accepted with a cookie."));
        }
        return mayHaveBody(request) && !RequestBody.isJson(request)
                ? Optional.of(Refusal.of(
                        Refusal.Cause.UNSUPPORTED_MEDIA_TYPE,
                        "With a cookie the body must be application/json in UTF-8."))
                : Optional.empty();
    }

    /** In HTTP/2 and 3 a body needs neither header. */
    static boolean mayHaveBody(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return length > 0
                || request.getHeader("Transfer-Encoding") != null
                || (length < 0
                        && request.getContentType() != null
                        && !request.getProtocol().startsWith("HTTP/1"));
    }
}

package dev.sallyport.servlet.wire;

import dev.sallyport.limit.LimitDecision;
import dev.sallyport.limit.RateLimit;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link CorsPolicy} makes of requests and answers. Safe for use by many threads.
 *
 * <p>Nothing of a request is ever written into an answer: an origin is compared with those of the policy, and the policy's own
 * text is sent. {@code Access-Control-Request-Private-Network} is not answered, which refuses it.
 */
public final class CorsHeaders {
    private static final String ORIGIN = "Origin";
    private static final String VARY = "Vary";

    private final CorsPolicy policy;
    private final boolean hasCookies;
    private final String methods;
    private final String headers;
    private final String exposed;

    /** @param profiles the application's own first, whose credentials count everywhere */
    CorsHeaders(CorsPolicy policy, List<WireProfile> profiles) {
        this.policy = policy;
        this.hasCookies = profiles.get(0).credentials().cookie() != null;
        this.methods = String.join(", ", policy.methods());
        this.headers = String.join(", ", policy.headers());
        TreeSet<String> readable = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        readable.addAll(policy.exposedHeaders());
        profiles.forEach(profile -> readable.addAll(limitHeaders(profile)));
        this.exposed = String.join(", ", readable);
    }

    /** The names that the profile tells limits under; they do not depend on the numbers. */
    private static Set<String> limitHeaders(WireProfile profile) {
        RateLimit.Window window = new RateLimit.Window(1, Duration.ofMinutes(1));
        return profile.limits("default", new LimitDecision(true, window, 1, Duration.ZERO, Duration.ZERO))
                .keySet();
    }

    /** Whether there is a policy; without one nothing here is to be called. */
    public boolean isOn() {
        return policy.isPresent();
    }

    /** Whether a browser asks whether a page may send a request: whatever the origin, it is to be answered and goes nowhere. */
    public static boolean isPreflight(HttpServletRequest request) {
        return request.getMethod().equals("OPTIONS")
                && request.getHeader(ORIGIN) != null
                && request.getHeader("Access-Control-Request-Method") != null;
    }

    /**
     * The same for every path, so that it tells nothing of what is there; what a page may send is the policy's word, not this
     * request's. Another origin is told nothing at all, which refuses it.
     */
    public void answerPreflight(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        response.setHeader(VARY, "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
        if (grant(request, response)) {
            response.setHeader("Access-Control-Allow-Methods", methods);
            response.setHeader("Access-Control-Allow-Headers", headers);
            Duration maxAge = policy.maxAge();
            if (maxAge != null) {
                response.setHeader("Access-Control-Max-Age", Long.toString(maxAge.toSeconds()));
            }
        }
    }

    /** Puts the headers of an answer in; again does no harm. Nothing happens when the response is committed. */
    public void mark(HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            return;
        }
        vary(response);
        if (grant(request, response)) {
            response.setHeader("Access-Control-Expose-Headers", exposed);
        }
    }

    /** Beside whatever else the answer depends on. */
    private static void vary(HttpServletResponse response) {
        if (response.getHeaders(VARY).stream().noneMatch(CorsHeaders::namesOrigin)) {
            response.addHeader(VARY, ORIGIN);
        }
    }

    private static boolean namesOrigin(String value) {
        return List.of(value.split("[\\s,]+", -1)).stream().anyMatch(ORIGIN::equalsIgnoreCase);
    }

    private boolean grant(HttpServletRequest request, HttpServletResponse response) {
        String origin = allowed(request);
        if (origin == null) {
            return false;
        }
        response.setHeader("Access-Control-Allow-Origin", origin);
        if (policy.allowsCredentials()) {
            response.setHeader("Access-Control-Allow-Credentials", "true");
        }
        return true;
    }

    /** The one origin of the request, when the policy has it. */
    private @Nullable String allowed(HttpServletRequest request) {
        List<String> origins = Collections.list(Objects.requireNonNull(request.getHeaders(ORIGIN)));
        return origins.size() == 1 && policy.allows(origins.get(0)) ? origins.get(0) : null;
    }

    /** Whether a page made the request that may not use cookies here. */
    boolean isForeignToCookies(HttpServletRequest request) {
        return !(policy.allowsCredentials() && allowed(request) != null) && Origins.isForeign(request);
    }

    /** Whether a page made the request that may not log in here; where a login sets a cookie, more is asked. */
    boolean isForeignToLogins(HttpServletRequest request) {
        return hasCookies ? isForeignToCookies(request) : allowed(request) == null && Origins.isForeign(request);
    }
}

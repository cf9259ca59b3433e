package dev.sallyport.servlet.guard.decide;

import dev.sallyport.servlet.wire.CorsHeaders;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An answer in which the policy for other origins alone speaks of them: it keeps the policy's headers through a reset, and leaves
 * out those that an application sets by itself, since a page would get the wider of the two, or none. For the thread of the
 * request, as every response is.
 *
 * <p>See decision 0059.
 */
public final class CorsAnswer extends HttpServletResponseWrapper {
    private static final String PREFIX = "access-control-";

    private final HttpServletRequest request;
    private final HttpServletResponse answer;
    private final CorsHeaders policy;

    private CorsAnswer(HttpServletRequest request, HttpServletResponse answer, CorsHeaders policy) {
        super(answer);
        this.request = request;
        this.answer = answer;
        this.policy = policy;
    }

    /**
     * Answers a pre-flight; else puts the policy's headers in at once, so that whatever answer is written has them.
     *
     * @return what the request is to be answered with; null when it has been
     */
    public static @Nullable HttpServletResponse begin(
            HttpServletRequest request, HttpServletResponse response, CorsHeaders policy) {
        DispatcherType dispatch = request.getDispatcherType();
        if (!policy.isOn() || dispatch == DispatcherType.INCLUDE) {
            return response;
        }
        if (dispatch == DispatcherType.REQUEST && CorsHeaders.isPreflight(request)) {
            policy.answerPreflight(request, response);
            return null;
        }
        policy.mark(request, response);
        return new CorsAnswer(request, response, policy);
    }

    @Override
    public void reset() {
        super.reset();
        policy.mark(request, answer);
    }

    @Override
    public void setHeader(String name, String value) {
        if (!isPolicys(name)) {
            super.setHeader(name, value);
            if (name.equalsIgnoreCase("Vary")) {
                policy.mark(request, answer);
            }
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (!isPolicys(name)) {
            super.addHeader(name, value);
        }
    }

    private static boolean isPolicys(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith(PREFIX);
    }
}

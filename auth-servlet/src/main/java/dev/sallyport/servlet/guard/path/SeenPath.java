package dev.sallyport.servlet.guard.path;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The path within the context as a framework sees it that reads {@code getRequestURI}. As the container made it, that is the path of
 * the mapping, not decoded; a wrapper of the application may answer with another.
 */
public final class SeenPath {
    private SeenPath() {}

    /**
     * @param sessionIds whether one may stand at the end
     * @return decoded; null when it can be read in more than one way, or is not within the context
     */
    public static @Nullable String of(HttpServletRequest request, boolean sessionIds) {
        return of(request.getRequestURI(), request, sessionIds);
    }

    /** @param told the path of another request to the same application */
    public static @Nullable String of(@Nullable String told, HttpServletRequest request, boolean sessionIds) {
        String uri = told != null && sessionIds ? RawPath.withoutSessionId(told) : told;
        String path = uri == null ? null : ContextPath.after(uri, request.getContextPath());
        // Of an application that is asked for without the slash at the end, the path is empty.
        if (path == null || (!path.isEmpty() && RawPath.isAmbiguous(path))) {
            return null;
        }
        return path.indexOf('%') < 0 ? path : URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}

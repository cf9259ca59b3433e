package dev.sallyport.springapi;

import dev.sallyport.servlet.MethodGuard;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** What Spring finds no handler for (404, 405, 415, …) meets no interceptor; it is told to callers only, before all others. */
record Unmatched(MethodGuard guard) implements HandlerExceptionResolver, Ordered {
    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception cause) {
        try {
            return handler != null || guard.admits(request, response) ? null : new ModelAndView();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}

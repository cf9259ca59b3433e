package dev.sallyport.springapi;

import dev.sallyport.servlet.MethodGuard;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Applies {@code @RequiresScope} and the other annotations of controllers, before anything of them runs. */
record ScopeInterceptor(MethodGuard guard) implements HandlerInterceptor {
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (!(handler instanceof HandlerMethod method)) {
            return guard.admits(request, response);
        }
        Class<?> type = AopProxyUtils.ultimateTargetClass(method.getBean());
        return guard.admits(request, response, type, AopUtils.getMostSpecificMethod(method.getMethod(), type));
    }
}

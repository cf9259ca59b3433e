package dev.sallyport.springapi;

import dev.sallyport.access.AccessRule;
import dev.sallyport.servlet.MethodGuard;
import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.servlet.wire.EndpointTable.Row;
import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.List;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;
import org.springframework.web.servlet.handler.MappedInterceptor;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Puts the interceptor in front of every handler, and only then has the filter leave the demand to it. */
@Configuration(proxyBeanMethods = false)
class Guarding {
    @Bean
    MethodGuard methodGuard(ServletContext context) {
        return MethodGuard.of(context);
    }

    /** A bean of this type is taken by every handler mapping, first of all; one of {@code WebMvcConfigurer} is not. */
    @Bean
    MappedInterceptor scopeInterceptor(MethodGuard guard) {
        return new MappedInterceptor(null, new ScopeInterceptor(guard));
    }

    @Bean
    Unmatched unmatched(MethodGuard guard) {
        return new Unmatched(guard);
    }

    /** When all beans are there, the interceptor among them, and no request has come. */
    @Bean
    SmartInitializingSingleton guarded(
            ApplicationContext beans, ServletContext context, MethodGuard guard, MappedInterceptor interceptor) {
        return () -> {
            List<Row> rows = new ArrayList<>();
            BeanFactoryUtils.beansOfTypeIncludingAncestors(beans, HandlerMapping.class, true, false)
                    .forEach((name, mapping) -> {
                        if (!(mapping instanceof AbstractHandlerMapping)) {
                            throw new IllegalStateException("The handler mapping \"" + name
                                    + "\" takes no interceptors:" + " what it leads to would not be guarded");
                        }
                        if (mapping instanceof RequestMappingInfoHandlerMapping controllers) {
                            controllers.getHandlerMethods().forEach((info, method) -> add(rows, info, method, guard));
                        }
                    });
            SallyportWeb.endpointTable(context).orElseThrow().add(rows);
            guard.takeOver("dispatcherServlet");
        };
    }

    /** What a controller's method demands, for the log and {@code GET /auth/scopes}; what makes no sense stops the start. */
    private static void add(List<Row> rows, RequestMappingInfo info, HandlerMethod method, MethodGuard guard) {
        HandlerMethod bound = method.createWithResolvedBean();
        Class<?> type = AopProxyUtils.ultimateTargetClass(bound.getBean());
        AccessRule rule = guard.rule(type, AopUtils.getMostSpecificMethod(bound.getMethod(), type));
        for (String pattern : info.getPatternValues()) {
            if (info.getMethodsCondition().isEmpty()) {
                rows.add(Row.of(pattern, "*", rule));
            }
            info.getMethodsCondition().getMethods().forEach(each -> rows.add(Row.of(pattern, each.name(), rule)));
        }
    }
}

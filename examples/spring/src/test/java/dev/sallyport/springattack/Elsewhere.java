package dev.sallyport.springattack;

import jakarta.servlet.Filter;
import java.util.Map;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** Whatever Spring runs beside methods of controllers. */
class Elsewhere implements WebMvcConfigurer {
    @Bean
    RouterFunction<ServerResponse> functions() {
        return RouterFunctions.route()
                .GET("/e/function", request -> ServerResponse.ok().body(Entered.by("function")))
                .GET("/assets/function", request -> ServerResponse.ok().body(Entered.by("open function")))
                .build();
    }

    /** The mapping has no interceptors, and comes before all others. */
    @Bean
    SimpleUrlHandlerMapping mapping() {
        return new SimpleUrlHandlerMapping(Map.of("/e/mapped", handler("mapped")), Ordered.HIGHEST_PRECEDENCE);
    }

    @Bean("/e/named")
    HttpRequestHandler named() {
        return handler("named");
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/e/redirect", "/e/secret-place");
        registry.addStatusController("/e/status", org.springframework.http.HttpStatus.GONE);
    }

    /** It asks to be the very first. */
    @Bean
    FilterRegistrationBean<Filter> eager() {
        FilterRegistrationBean<Filter> bean = new FilterRegistrationBean<>((request, response, chain) -> {
            Entered.by("filter");
            chain.doFilter(request, response);
        });
        bean.setOrder(Ordered.HIGHEST_PRECEDENCE);
        bean.addUrlPatterns("/a/filtered");
        return bean;
    }

    /** Has an answer to what Spring found no handler for, and to all that goes wrong. */
    @RestControllerAdvice
    static class Advice {
        @ExceptionHandler
        ResponseEntity<String> explain(Exception cause) throws Exception {
            if (cause instanceof Failures.Meant) {
                throw cause;
            }
            return ResponseEntity.status(418).body(Entered.by("advice"));
        }
    }

    private static HttpRequestHandler handler(String name) {
        return (request, response) -> response.getWriter().print(Entered.by(name));
    }
}

package dev.sallyport.springattack;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Map;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** An application that tells Spring another path than the one that was asked for, as rewriting filters do. */
@RestController
class Rewritten {
    private static final Map<String, String> PATHS = Map.of(
            "/api/companies/acme/export", "/w/export",
            "/api/companies/acme/figures", "/w/export",
            "/w/short", "/api/companies/acme/members",
            "/w/assets", "/assets/function");

    @GetMapping("/w/export")
    String export() {
        return Entered.by("export");
    }

    @Bean
    static FilterRegistrationBean<Filter> rewriting() {
        FilterRegistrationBean<Filter> bean = new FilterRegistrationBean<>(
                (request, response, chain) -> chain.doFilter(new Told((HttpServletRequest) request), response));
        bean.addUrlPatterns(PATHS.keySet().toArray(String[]::new));
        return bean;
    }

    private static final class Told extends HttpServletRequestWrapper {
        private final String path;

        Told(HttpServletRequest request) {
            super(request);
            this.path = PATHS.getOrDefault(request.getServletPath(), request.getRequestURI());
        }

        @Override
        public String getRequestURI() {
            return path;
        }

        /** One leaves the container's, which Spring does not read. */
        @Override
        public String getServletPath() {
            return super.getServletPath().endsWith("figures") ? super.getServletPath() : path;
        }
    }
}

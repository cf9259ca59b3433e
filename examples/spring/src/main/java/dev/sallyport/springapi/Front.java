package dev.sallyport.springapi;

import dev.sallyport.Sallyport;
import dev.sallyport.servlet.SallyportWeb;
import jakarta.servlet.ServletContext;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.core.Ordered;

/**
 * Puts the filter in front of the application, before its other filters. No {@code FilterRegistrationBean}: unless told otherwise,
 * that leaves out forwards, includes, errors and asynchronous dispatches.
 */
record Front(Sallyport auth) implements ServletContextInitializer, Ordered {
    @Override
    public void onStartup(ServletContext context) {
        SallyportWeb.of(auth)
                .protect("/*")
                .open("/assets/*")
                .tenantPath("/api/companies/{company}/**")
                .endpoints("/auth/*")
                .closeWithContext(false) // Spring closes it
                .install(context);
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}

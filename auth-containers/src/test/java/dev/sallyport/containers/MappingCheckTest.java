package dev.sallyport.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.SallyportServlet;
import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.servlet.wire.EndpointTable.Row;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is looked at when an application starts, and by which mapping the filter covers it. */
class MappingCheckTest {
    @Test
    void aMappingByServletNameCoversWhateverLeadsToThatServlet() throws IOException {
        try (App app = new App()
                .declared()
                .with(context -> context.addServlet("secret", Secret.class).addMapping("/x/*", "*.secret"))
                .with(context -> filter(context).addMappingForServletNames(all(), false, "secret"))
                .with(MappingCheckTest::endpoints)
                .start()) {
            for (String path : new String[] {"/x/y", "/other/z.secret"}) {
                assertThat(app.send("GET " + path + " HTTP/1.1").status()).isEqualTo(401);
                assertThat(app.get(path, app.key("other")).status()).isEqualTo(403);
                assertThat(app.get(path, app.key("secret:read")).body()).contains("[Secret ada]");
            }
        }
    }

    @Test
    void aMappingByServletNameCoversNoOtherServletOnItsPaths() {
        try (App app = new App()
                .declared()
                .with(context -> context.addServlet("wide", Recording.class).addMapping("/x/*"))
                .with(context -> context.addServlet("secret", Secret.class).addMapping("/x/secret"))
                .with(context -> filter(context).addMappingForServletNames(all(), false, "wide"))
                .with(MappingCheckTest::endpoints)) {
            assertThatThrownBy(app::start)
                    .hasStackTraceContaining("The servlet " + Secret.class.getName()
                            + " is annotated, but its mapping \"/x/secret\" is not protected")
                    .hasStackTraceContaining("Protected are [] and the servlets [wide]");
        }
    }

    @Test
    void theTableIsTheSameEverywhere() {
        AtomicReference<@Nullable ServletContext> seen = new AtomicReference<>();
        try (App app = new App()
                .with(seen::set)
                .servlet(new Secret(), "/api/secret")
                .servlet(new Recording(), "/outside")
                .start()) {
            assertThat(app.auth).isNotNull();
            assertThat(SallyportWeb.endpointTable(context(seen)).orElseThrow().rows())
                    .extracting(Row::pattern, Row::method, Row::rule)
                    .contains(
                            tuple("/api/secret", "*", "scope secret:read"),
                            tuple("/outside", "*", "not protected"),
                            tuple("/auth/login", "POST", "open"));
        }
    }

    /** Where the container lets a servlet in that late, nothing is served. */
    @Test
    void aServletThatComesAfterTheCheckDoesNotGetRoundIt() throws IOException {
        Secret secret = new Secret();
        Late late = new Late(secret);
        try (App app = new App().servlet(new Recording(), "/api/plain").with(context -> {
            FilterRegistration.Dynamic filter = context.addFilter("zz-late", late);
            filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/late");
        })) {
            try {
                app.start();
            } catch (StartFailed e) {
                assertThat(e).hasStackTraceContaining("its mapping \"/outside\" is not protected");
                return;
            }
            int expected = late.came ? 500 : 200;
            assertThat(app.get("/api/plain", app.key("other")).status()).isEqualTo(expected);
            app.send("GET /outside HTTP/1.1");
            assertThat(secret.entered.get()).isZero();
        }
    }

    private static ServletContext context(AtomicReference<@Nullable ServletContext> seen) {
        ServletContext context = seen.get();
        if (context == null) {
            throw new AssertionError("The context did not start");
        }
        return context;
    }

    private static FilterRegistration.Dynamic filter(ServletContext context) {
        FilterRegistration.Dynamic filter = context.addFilter("declared", SallyportFilter.class);
        filter.setAsyncSupported(true);
        return filter;
    }

    private static void endpoints(ServletContext context) {
        ServletRegistration.Dynamic servlet = context.addServlet("endpoints", SallyportServlet.class);
        servlet.setAsyncSupported(true);
        servlet.setLoadOnStartup(0);
        servlet.addMapping("/auth/*");
    }

    private static EnumSet<DispatcherType> all() {
        return EnumSet.allOf(DispatcherType.class);
    }

    private static final class Late implements Filter {
        private final Secret secret;
        private volatile boolean came;

        Late(Secret secret) {
            this.secret = secret;
        }

        @Override
        public void init(FilterConfig config) {
            try {
                config.getServletContext().addServlet("late", secret).addMapping("/outside");
                came = true;
            } catch (IllegalStateException e) {
                came = false;
            }
        }

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            chain.doFilter(request, response);
        }
    }
}

package dev.sallyport.springapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.access.RequiresTenant;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.servlet.SallyportWeb;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The filter alone does not enforce what stands on controllers: then these are not served. */
class WithoutInterceptorTest {
    private static final AtomicInteger RAN = new AtomicInteger();

    @EnableAutoConfiguration
    @Import({Wiring.class, Status.class, Reports.class})
    static class Forgetful {}

    @EnableAutoConfiguration
    @Import({Wiring.class, Unannotated.class})
    static class Innocent {}

    @EnableAutoConfiguration
    @Import(Wiring.class)
    static class BehindProxy {
        @Bean
        Shown controller() {
            return (Shown) new ProxyFactory(new Hidden()).getProxy();
        }
    }

    @RestController
    interface Shown {
        @GetMapping("/api/hidden")
        String get();
    }

    static class Hidden implements Shown {
        @Override
        @RequiresTenant("company")
        public String get() {
            RAN.incrementAndGet();
            return "SECRET";
        }
    }

    @RestController
    static class Unannotated {
        @GetMapping("/api/plain")
        String get() {
            return "plain";
        }
    }

    @RestController
    static class Other {
        @GetMapping("/outside")
        @RequiresScope("reports:read")
        String get() {
            RAN.incrementAndGet();
            return "SECRET";
        }
    }

    @Test
    void annotatedControllersAreNotServed() throws Exception {
        try (ConfigurableApplicationContext context = SpringApplication.run(Forgetful.class, "--server.port=0")) {
            String base = SpringApi.base(context);
            String key = key(context);
            for (String path : new String[] {"/api/status", "/api/reports", "/nothing", "/assets/site.css"}) {
                assertThat(status(base + path, "")).as(path).isEqualTo(503);
                assertThat(status(base + path, key)).as(path).isEqualTo(503);
            }
            assertThat(status(base + "/auth/me", key)).isEqualTo(200);
        }
    }

    @Test
    void annotationsBehindAProxyAreSeen() throws Exception {
        try (ConfigurableApplicationContext context = SpringApplication.run(BehindProxy.class, "--server.port=0")) {
            assertThat(status(SpringApi.base(context) + "/api/hidden", key(context)))
                    .isEqualTo(503);
            assertThat(RAN).hasValue(0);
        }
    }

    /** The control: where no controller is annotated, the filter is enough. */
    @Test
    void controllersWithoutAnnotationsAreTheFilters() throws Exception {
        try (ConfigurableApplicationContext context = SpringApplication.run(Innocent.class, "--server.port=0")) {
            String base = SpringApi.base(context);
            assertThat(status(base + "/api/plain", "")).isEqualTo(401);
            assertThat(status(base + "/api/plain", key(context))).isEqualTo(200);
            assertThat(status(base + "/assets/site.css", "")).isEqualTo(200);
        }
    }

    @EnableAutoConfiguration
    @Import({Narrow.class, Other.class})
    static class BesideTheFilter {}

    /** A filter in front of one path, and a controller beside it. */
    static class Narrow {
        @Bean
        Sallyport sallyport() {
            return new Wiring().sallyport();
        }

        @Bean
        ServletContextInitializer front(Sallyport auth) {
            return context -> SallyportWeb.of(auth)
                    .protect("/api/*")
                    .closeWithContext(false)
                    .install(context);
        }
    }

    @Test
    void annotatedControllersBesideTheFilterAreNotServed() throws Exception {
        try (ConfigurableApplicationContext context = SpringApplication.run(BesideTheFilter.class, "--server.port=0")) {
            assertThat(status(SpringApi.base(context) + "/outside", "")).isEqualTo(503);
            assertThat(RAN).hasValue(0);
        }
    }

    private static String key(ConfigurableApplicationContext context) {
        Sallyport auth = context.getBean(Sallyport.class);
        String owner = auth.users().findByLogin("ada@example.com").orElseThrow().id();
        return auth.apiKeys()
                .create(owner, KeyRequest.named("test"), Actor.application())
                .fold(made -> made.secret().reveal(), refusal -> {
                    throw new AssertionError(refusal.toString());
                });
    }

    private static int status(String uri, String credential) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri));
        if (!credential.isEmpty()) {
            request.header("Authorization", "Bearer " + credential);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}

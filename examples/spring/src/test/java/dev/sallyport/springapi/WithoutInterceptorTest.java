package dev.sallyport.springapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The filter alone lets nobody in without a credential. */
class WithoutInterceptorTest {
    @EnableAutoConfiguration
    @Import({Wiring.class, Status.class, Reports.class})
    static class Forgetful {}

    @Test
    void filterStaysStrict() throws Exception {
        try (ConfigurableApplicationContext context = SpringApplication.run(Forgetful.class, "--server.port=0")) {
            String base = SpringApi.base(context);
            for (String path : new String[] {"/api/status", "/api/version", "/api/reports", "/nothing", "/error"}) {
                assertThat(status(base + path)).as(path).isEqualTo(401);
            }
            assertThat(status(base + "/assets/site.css")).isEqualTo(200);
        }
    }

    private static int status(String uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}

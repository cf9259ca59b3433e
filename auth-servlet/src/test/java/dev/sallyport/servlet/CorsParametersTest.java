package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.DispatcherType;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policy for pages of other origins, as web.xml writes it. */
class CorsParametersTest {
    private final TestServer server = TestServer.withDefaults();

    @AfterEach
    void stop() {
        server.close();
    }

    private TestServer with(Map<String, String> parameters) {
        FilterHolder filter = new FilterHolder(SallyportFilter.class);
        filter.setAsyncSupported(true);
        filter.setInitParameters(parameters);
        server.context.addFilter(filter, "/api/*", EnumSet.allOf(DispatcherType.class));
        return server.onStart(
                event -> event.getServletContext().setAttribute(SallyportWeb.CONTEXT_ATTRIBUTE, server.auth));
    }

    @Test
    void policyComesFromTheParametersOfTheFilter() throws Exception {
        with(Map.of(
                        "corsOrigins", "https://app.example.com, https://b.example",
                        "corsMethods", "PUT DELETE",
                        "corsHeaders", "X-API-Key",
                        "corsCredentials", "true",
                        "corsMaxAge", "600"))
                .start();
        String preflight = server.raw(
                "OPTIONS /api/reports HTTP/1.1", "Origin: https://b.example", "Access-Control-Request-Method: PUT");
        assertThat(preflight.lines())
                .contains(
                        "HTTP/1.1 204 No Content",
                        "Access-Control-Allow-Origin: https://b.example",
                        "Access-Control-Allow-Credentials: true",
                        "Access-Control-Allow-Methods: GET, HEAD, POST, PUT, DELETE",
                        "Access-Control-Allow-Headers: Authorization, Content-Type, X-API-Key",
                        "Access-Control-Max-Age: 600");
    }

    @Test
    void withoutThemNothingIsSaidOfOrigins() throws Exception {
        with(Map.of()).start();
        String preflight = server.raw(
                "OPTIONS /api/reports HTTP/1.1", "Origin: https://b.example", "Access-Control-Request-Method: PUT");
        assertThat(preflight).startsWith("HTTP/1.1 401").doesNotContainIgnoringCase("access-control-", "vary:");
        HttpResponse<String> answer = server.send("GET", "/api/reports");
        assertThat(answer.headers().map()).doesNotContainKeys("vary", "access-control-allow-origin");
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example.com, corsCredentials, yes,    corsCredentials is true or false",
        "https://app.example.com, corsMaxAge,      1h,     corsMaxAge is a number of seconds",
        "https://app.example.com, corsMaxAge,      999999, 0 seconds to 24 hours",
        "https://app.example.com, corsMethods,     *,      CORS method",
        "*,                       corsMethods,     PUT,    CORS origin",
        "'',                      corsMethods,     PUT,    corsMethods says nothing without corsOrigins",
        "'',                      corsCredentials, true,   corsCredentials says nothing without corsOrigins"
    })
    void whatMakesNoSenseStopsTheStart(String origins, String name, String value, String message) {
        with(Map.of("corsOrigins", origins, name, value));
        assertThatThrownBy(server::start).hasStackTraceContaining(message);
    }
}

package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.AccessRule;
import dev.sallyport.fixtures.LogLines;
import dev.sallyport.servlet.describe.Access;
import dev.sallyport.servlet.describe.Description;
import dev.sallyport.servlet.wire.EndpointTable;
import dev.sallyport.servlet.wire.EndpointTable.Row;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an application adds after the start, and how much of it a document has. */
class LargeDescriptionTest {
    private static TestServer start() throws Exception {
        TestServer server = TestServer.withDefaults();
        server.install(SallyportWeb.of(server.auth)
                        .protect("/api/*")
                        .describe(Description.of("Reports API", "1.0").openTo(Access.EVERYONE)))
                .start();
        return server;
    }

    private static EndpointTable table(TestServer server) {
        return SallyportWeb.endpointTable(server.context.getServletContext()).orElseThrow();
    }

    @Test
    void rowsThatAreAddedLaterAreInTheNextDocument() throws Exception {
        try (TestServer server = start()) {
            String tag = server.send("GET", "/auth/openapi.json")
                    .headers()
                    .firstValue("ETag")
                    .orElseThrow();
            table(server).add(List.of(Row.of("/api/later/{id: [0-9]+}", "GET", AccessRule.authenticated())));

            assertThat(server.send("GET", "/auth/openapi.json", "If-None-Match", tag)
                            .body())
                    .contains("\"/api/later/{id}\"");
        }
    }

    @Test
    void hugeTableIsCutWithAWarning() throws Exception {
        try (TestServer server = start();
                LogLines log = LogLines.named("dev.sallyport.servlet.describe.Documents")) {
            table(server)
                    .add(IntStream.range(0, 8_000)
                            .mapToObj(i -> Row.of("/api/things/" + i, "GET", AccessRule.authenticated()))
                            .toList());

            String body = server.send("GET", "/auth/openapi.json").body();
            assertThat(body).hasSizeLessThanOrEqualTo(2_000_000).contains("\"/auth/login\"", "\"/api/things/0\"");
            assertThat(JsonSchemas.read(body).get("paths").size()).isGreaterThan(500);
            assertThat(String.join("\n", log.lines())).contains("leaves out");
        }
    }
}

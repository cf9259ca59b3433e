package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.servlet.describe.SecuredDocument;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Serial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application's own document beside the rules that are enforced. */
class SallyportOpenApiTest {
    private static final String DOCUMENT = """
            {"openapi":"%s","info":{"title":"t","version":"1"},"servers":[{"url":"https://api.example.com/api"}],"paths":{
            "/reports":{"summary":"kept","get":{"responses":{"200":{"description":"ok"}}}},
            "/open":{"get":{"responses":{"200":{"description":"ok"},"429":{"description":"own"}}}},
            "/files/{name}":{"get":{"responses":{"200":{"description":"ok"}}}}},
            "components":{"schemas":{"Report":{"type":"object","nullable":true,"maximum":1.5}}}}""";

    @RequiresScope("reports:read")
    private static final class Reports extends HttpServlet {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}

        @Override
        @RequiresScope("reports:delete")
        protected void doDelete(HttpServletRequest request, HttpServletResponse response) {}
    }

    @PermitAll
    private static final class Open extends HttpServlet {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
    }

    private static SecuredDocument secure(String document) throws Exception {
        try (TestServer server = TestServer.withDefaults()
                .servlet(new Reports(), "/api/reports")
                .servlet(new Open(), "/api/open")
                .servlet(new Reports(), "/api/files/*")) {
            server.install(SallyportWeb.of(server.auth).protect("/api/*")).start();
            return SallyportOpenApi.of(server.context.getServletContext()).secure(document);
        }
    }

    @Test
    void operationsGetTheSecurityThatIsEnforced() throws Exception {
        JsonNode secured = JsonSchemas.read(secure(DOCUMENT.formatted("3.1.0")).json());

        assertThat(JsonSchemas.faultsOfOpenApi31(secured)).isEmpty();
        JsonNode get = secured.at("/paths/~1reports/get");
        assertThat(get.at("/security").toString())
                .isEqualTo("[{\"bearerToken\":[\"reports:read\"]},{\"apiKey\":[\"reports:read\"]},"
                        + "{\"oauth2\":[\"reports:read\"]}]");
        assertThat(get.at("/responses").fieldNames()).toIterable().containsExactly("200", "401", "403", "429");
        assertThat(secured.at("/paths/~1reports/summary").asText()).isEqualTo("kept");
        assertThat(secured.at("/paths/~1open/get/security").toString()).isEqualTo("[]");
        assertThat(secured.at("/paths/~1open/get/responses/429/description").asText())
                .isEqualTo("own");
        assertThat(secured.at("/paths/~1files~1{name}/get/security").toString()).contains("reports:read");
        assertThat(secured.at("/components/schemas/Report").toString())
                .isEqualTo("{\"type\":\"object\",\"nullable\":true,\"maximum\":1.5}");
        assertThat(secured.at("/components/securitySchemes/bearerToken/scheme").asText())
                .isEqualTo("bearer");
    }

    @Test
    void olderDocumentNamesScopesForOAuthOnly() throws Exception {
        JsonNode secured = JsonSchemas.read(secure(DOCUMENT.formatted("3.0.3").replace(",\"maximum\":1.5", ""))
                .json());

        assertThat(JsonSchemas.faultsOfOpenApi30(secured)).isEmpty();
        assertThat(secured.at("/paths/~1reports/get/security").toString())
                .isEqualTo("[{\"bearerToken\":[]},{\"apiKey\":[]},{\"oauth2\":[\"reports:read\"]}]");
    }

    @Test
    void disagreementsAreListed() throws Exception {
        SecuredDocument secured = secure("""
                {"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{
                "/api/reports":{"get":{}},"/elsewhere":{"get":{}}}}""");

        assertThat(secured.mismatches())
                .containsExactly(
                        "No rule guards GET /elsewhere",
                        "No operation describes DELETE /api/files/*",
                        "No operation describes DELETE /api/reports",
                        "No operation describes GET /api/files/*",
                        "No operation describes GET /api/open");
    }

    @Test
    void schemeOfTheSameNameIsReplacedAndTold() throws Exception {
        SecuredDocument secured = secure("""
                {"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{},
                "components":{"securitySchemes":{"apiKey":{"type":"apiKey","in":"query","name":"k"}}}}""");

        assertThat(secured.mismatches()).contains("The document's own components/securitySchemes/apiKey was replaced");
        assertThat(secured.json()).doesNotContain("\"in\":\"query\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"openapi\":\"2.0\"}",
                "{\"swagger\":\"2.0\"}",
                "{\"openapi\":3.1}",
                "{\"openapi\":\"3.1.0\"}x"
            })
    void anotherDocumentIsRefused(String document) {
        assertThatThrownBy(() -> secure(document))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The document");
    }
}

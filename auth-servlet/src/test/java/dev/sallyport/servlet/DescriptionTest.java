package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.servlet.describe.Access;
import dev.sallyport.servlet.describe.Description;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The OpenAPI document: what it says, and who may read it. */
class DescriptionTest {
    private static final Description REPORTS = Description.of("Reports API", "1.0");

    private static TestApi start(Description description) {
        return TestApi.start(settings -> settings, web -> web.describe(description));
    }

    private static JsonNode document(TestApi api, String path) {
        HttpResponse<String> response = api.get(path, api.token(TestApi.ADA));
        assertThat(response.statusCode()).isEqualTo(200);
        return JsonSchemas.read(response.body());
    }

    @Test
    void isOpenApi31() {
        try (TestApi api = start(REPORTS)) {
            JsonNode document = document(api, "/auth/openapi.json");

            assertThat(JsonSchemas.faultsOfOpenApi31(document)).isEmpty();
            assertThat(document.at("/openapi").asText()).startsWith("3.1");
            assertThat(document.at("/info/title").asText()).isEqualTo("Reports API");
        }
    }

    @Test
    void isOpenApi30OnRequest() {
        try (TestApi api = start(REPORTS)) {
            JsonNode document = document(api, "/auth/openapi.json?version=3.0");

            assertThat(JsonSchemas.faultsOfOpenApi30(document)).isEmpty();
            assertThat(document.at("/openapi").asText()).startsWith("3.0");
            // Only OAuth may name scopes there.
            assertThat(document.at("/paths/~1api~1reports/get/security").toString())
                    .isEqualTo("[{\"bearerToken\":[]},{\"apiKey\":[]},{\"oauth2\":[\"reports:read\"]}]");
            assertThat(document.findValues("nullable")).isNotEmpty();
        }
    }

    @Test
    void saysWhatAnEndpointReadsAnswersAndAsksFor() {
        try (TestApi api = start(REPORTS)) {
            JsonNode document = document(api, "/auth/openapi.json?version=3.1");
            JsonNode create = document.at("/paths/~1auth~1api-keys/post");

            assertThat(create.at("/summary").asText()).isEqualTo("Creates an API key");
            JsonNode reads = create.at("/requestBody/content/application~1json/schema");
            assertThat(reads.at("/properties/name/maxLength").asInt()).isEqualTo(100);
            assertThat(reads.at("/required").toString()).isEqualTo("[\"name\"]");
            assertThat(reads.at("/additionalProperties").asBoolean(true)).isFalse();
            assertThat(create.at("/responses/201/content/application~1json/schema/properties/key")
                            .isObject())
                    .isTrue();
            assertThat(create.at("/responses").fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("201", "400", "401", "403", "413", "415", "429", "503", "default");
            assertThat(document.at("/paths/~1auth~1login/post/security").toString())
                    .isEqualTo("[]");
            assertThat(document.at("/components/schemas/token_expired/properties/code/enum")
                            .toString())
                    .isEqualTo("[\"token_expired\"]");
            assertThat(document.at("/components/securitySchemes/oauth2/flows/clientCredentials/tokenUrl")
                            .asText())
                    .isEqualTo("https://api.example.com/auth/token");
        }
    }

    @Test
    void hasTheEndpointsOfTheApplicationAsTheGuardKnowsThem() {
        try (TestApi api = start(REPORTS)) {
            JsonNode reports = document(api, "/auth/openapi.json").at("/paths/~1api~1reports");

            assertThat(reports.at("/get/security").toString())
                    .isEqualTo("[{\"bearerToken\":[\"reports:read\"]},{\"apiKey\":[\"reports:read\"]},"
                            + "{\"oauth2\":[\"reports:read\"]}]");
            assertThat(reports.at("/delete/x-sallyport-rule").asText()).isEqualTo("scope reports:delete");
            assertThat(reports.at("/get/responses").fieldNames()).toIterable().contains("401", "403", "429");
        }
    }

    @Test
    void everyExampleHasTheSchemaBesideIt() {
        try (TestApi api = start(REPORTS)) {
            JsonNode document = document(api, "/auth/openapi.json");
            List<String> faults = new ArrayList<>();
            List<JsonNode> media = new ArrayList<>();
            document.findParents("schema").forEach(media::add);
            int compared = 0;
            for (JsonNode each : media) {
                List<JsonNode> examples =
                        new ArrayList<>(each.has("example") ? List.of(each.get("example")) : List.of());
                each.path("examples").forEach(example -> examples.add(example.get("value")));
                for (JsonNode example : examples) {
                    ObjectNode schema = each.get("schema").deepCopy();
                    schema.set("components", document.get("components"));
                    faults.addAll(JsonSchemas.faults(schema, example));
                    compared++;
                }
            }
            assertThat(faults).isEmpty();
            assertThat(compared).isGreaterThan(50);
        }
    }

    @Test
    void urlsRestOnTheIssuerAndNeverOnTheHostOfARequest() {
        try (TestApi api = start(REPORTS.openTo(Access.EVERYONE))) {
            String answer = api.raw(
                    "GET /auth/openapi.json HTTP/1.1",
                    "Host: evil.example",
                    "X-Forwarded-Host: evil.example",
                    "Forwarded: host=evil.example",
                    "Connection: close",
                    "",
                    "");
            assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain("evil.example");
            assertThat(answer).contains("\"servers\":[{\"url\":\"https://api.example.com\"}]");
        }
    }

    @Test
    void strangersReadNothingUnlessItIsOpenToEveryone() {
        try (TestApi api = start(REPORTS)) {
            assertThat(api.get("/auth/openapi.json", null).statusCode()).isEqualTo(401);
            assertThat(api.get("/auth/openapi.json", "no-token").statusCode()).isEqualTo(401);
        }
        try (TestApi api = start(REPORTS.openTo(Access.EVERYONE))) {
            assertThat(api.get("/auth/openapi.json", null).statusCode()).isEqualTo(200);
        }
        try (TestApi api = start(REPORTS.openTo(Access.NOBODY))) {
            assertThat(api.get("/auth/openapi.json", api.token(TestApi.ADA)).statusCode())
                    .isEqualTo(404);
        }
        try (TestApi api = TestApi.start()) {
            assertThat(api.get("/auth/openapi.json", api.token(TestApi.ADA)).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void cachesKeepItForOneReaderOnly() {
        try (TestApi api =
                TestApi.start(settings -> settings, web -> web.describe(REPORTS).apiKeyHeader("X-API-Key"))) {
            String token = api.token(TestApi.ADA);
            HttpResponse<String> first = api.get("/auth/openapi.json", token);

            assertThat(first.headers().firstValue("Cache-Control")).contains("private, max-age=300");
            assertThat(first.headers().firstValue("Vary")).contains("Authorization, Cookie, X-API-Key");
            assertThat(first.headers().firstValue("Content-Type"))
                    .contains("application/vnd.oai.openapi+json;version=3.1");
            assertThat(first.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            String tag = first.headers().firstValue("ETag").orElseThrow();
            HttpResponse<String> again = api.send(api.request("/auth/openapi.json")
                    .header("Authorization", "Bearer " + token)
                    .header("If-None-Match", "\"other\", " + tag));
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(again.headers().firstValue("ETag")).contains(tag);
            assertThat(api.send(api.request("/auth/openapi.json").header("If-None-Match", tag))
                            .statusCode())
                    .as("a tag is no credential")
                    .isEqualTo(401);
        }
    }

    @Test
    void operatorsReadOfTheirEndpointsAndOthersDoNot() {
        try (OperatorApi api = new OperatorApi(web -> web.describe(REPORTS))) {
            String tag = read(api, api.person("ada"), false);

            assertThat(read(api, api.operator("root"), true)).isNotEqualTo(tag);
            assertThat(read(api, api.person("vic"), false)).isEqualTo(tag);
        }
    }

    private static String read(OperatorApi api, String token, boolean isOperator) {
        HttpResponse<String> response = api.get("/auth/openapi.json", token);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body().contains("/auth/admin")).isEqualTo(isOperator);
        return response.headers().firstValue("ETag").orElseThrow();
    }

    @Test
    void markupInATextStaysText() {
        try (TestApi api = TestApi.start(
                settings -> settings.scope("reports:<script>", "<img src=x onerror=alert(1)>"),
                web -> web.describe(Description.of("</script><script>alert(1)</script>", "1&2")))) {
            HttpResponse<String> response = api.get("/auth/openapi.json", api.token(TestApi.ADA));

            assertThat(response.body()).doesNotContain("<", ">", "&");
            assertThat(JsonSchemas.read(response.body()).at("/info/title").asText())
                    .isEqualTo("</script><script>alert(1)</script>");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?version=2.0", "?version=", "?versions=3.0", "?version=3.0&version=3.1"})
    void wrongQueryIsToldByName(String query) {
        try (TestApi api = start(REPORTS)) {
            int status = api.get("/auth/openapi.json" + query, api.token(TestApi.ADA))
                    .statusCode();
            assertThat(status).isEqualTo(query.equals("?version=") ? 200 : 400);
        }
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> Description.of("", "1")).hasMessageContaining("title");
        assertThatThrownBy(() -> Description.of("a\nb", "1")).hasMessageContaining("title");
        assertThatThrownBy(() -> Description.of("a", " ")).hasMessageContaining("version");
        for (String path : List.of("/auth/*", "openapi.json", "/a/../b.json", "/auth/postman.json", "/auth/{x}.json")) {
            assertThatThrownBy(() -> REPORTS.at(path)).as(path).hasMessageContaining("/auth/openapi.json");
        }
    }
}

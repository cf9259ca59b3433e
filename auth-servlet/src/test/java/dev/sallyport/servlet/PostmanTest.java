package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.servlet.describe.Access;
import dev.sallyport.servlet.describe.Description;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The Postman collection. */
class PostmanTest {
    private static final Description REPORTS = Description.of("Reports API", "1.0");

    private static TestApi start(Description description) {
        return TestApi.start(settings -> settings, web -> web.describe(description));
    }

    private static JsonNode collection(TestApi api) {
        HttpResponse<String> response = api.get("/auth/postman.json", api.token(TestApi.ADA));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        return JsonSchemas.read(response.body());
    }

    @Test
    void isACollectionWithFolders() {
        try (TestApi api = start(REPORTS)) {
            JsonNode collection = collection(api);

            assertThat(JsonSchemas.faultsOfPostman(collection)).isEmpty();
            assertThat(collection.at("/item").findValuesAsText("name"))
                    .contains("Login", "API keys", "Sessions", "OAuth", "Application", "GET /api/reports");
        }
    }

    @Test
    void hasPlacesForCredentialsAndNone() {
        try (TestApi api = start(REPORTS)) {
            JsonNode collection = collection(api);

            assertThat(collection.at("/variable").toString()).isEqualTo("""
                    [{"key":"baseUrl","value":"https://api.example.com","type":"string"},\
                    {"key":"username","value":"","type":"string"},\
                    {"key":"password","value":"","type":"string"},\
                    {"key":"apiKey","value":"","type":"string"},\
                    {"key":"token","value":"","type":"string"}]""");
            assertThat(collection.at("/auth").toString()).contains("{{token}}");
        }
    }

    @Test
    void loginKeepsTheTokenForTheOthers() {
        try (TestApi api = start(REPORTS)) {
            JsonNode login = collection(api).at("/item/0/item/0");

            assertThat(login.at("/request/body/raw").asText())
                    .contains("\"username\":\"{{username}}\"", "\"password\":\"{{password}}\"");
            assertThat(login.at("/request/auth/type").asText()).isEqualTo("noauth");
            assertThat(login.at("/event/0/script/exec/1").asText())
                    .isEqualTo("    pm.collectionVariables.set(\"token\", pm.response.json().access_token);");
        }
    }

    @Test
    void isForTheSameReadersAsTheOtherDocument() {
        try (TestApi api = start(REPORTS)) {
            assertThat(api.get("/auth/postman.json", null).statusCode()).isEqualTo(401);
            assertThat(api.get("/auth/postman.json?version=3.0", api.token(TestApi.ADA))
                            .statusCode())
                    .isEqualTo(400);
        }
        try (TestApi api = start(REPORTS.openTo(Access.NOBODY))) {
            assertThat(api.get("/auth/postman.json", api.token(TestApi.ADA)).statusCode())
                    .isEqualTo(404);
        }
    }
}

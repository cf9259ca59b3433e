package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.servlet.describe.Description;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each example of the document about the endpoints of operators is sent, and answered as the document says. */
class OperatorExamplesTest {
    @Test
    void everyExampleDoesWhatTheDocumentSays() {
        JsonNode document;
        try (OperatorApi api = start()) {
            document = JsonSchemas.read(
                    api.get("/auth/openapi.json", api.operator("root")).body());
        }
        Map<String, String> faults = new LinkedHashMap<>();
        int[] sent = {0};
        document.get("paths").fields().forEachRemaining(path -> {
            if (path.getKey().startsWith("/auth/admin/")) {
                path.getValue().fields().forEachRemaining(each -> {
                    String method = each.getKey().toUpperCase(Locale.ROOT);
                    String fault = run(document, method, path.getKey(), each.getValue());
                    sent[0]++;
                    if (!fault.isEmpty()) {
                        faults.put(method + " " + path.getKey(), fault);
                    }
                });
            }
        });
        assertThat(faults).isEmpty();
        assertThat(sent[0]).isGreaterThan(30);
    }

    private static OperatorApi start() {
        return new OperatorApi(web -> web.describe(Description.of("Reports API", "1.0")));
    }

    private static String run(JsonNode document, String method, String template, JsonNode operation) {
        try (OperatorApi api = start()) {
            String session = JsonSchemas.read(
                            api.get("/auth/sessions", api.person("ada")).body())
                    .at("/items/0/id")
                    .asText();
            NewApiKey key =
                    TestServer.done(api.auth.apiKeys().create("vic", KeyRequest.named("job"), Actor.application()));
            String root = api.operator("root");
            String path = template.replace("{kid}", signingKey(api)).replace("{id}", id(api, template, key, session));
            @Nullable JsonNode example = operation.at("/requestBody/content/application~1json/example");
            String body = null;
            if (example instanceof ObjectNode members) {
                ObjectNode own = members.deepCopy();
                if (own.has("key")) {
                    own.put("key", key.secret().reveal());
                }
                body = own.toString();
            }
            HttpResponse<String> answer =
                    api.send(method, path.endsWith("/sessions") ? path + "?owner=ada" : path, root, body);
            if (template.endsWith("/health") && answer.statusCode() == 503) {
                // The clock went on for a code, and nobody looked for changes since.
                return "";
            }
            String fault = DescribedExamplesTest.fault(document, operation, answer);
            return fault.isEmpty() ? "" : answer.statusCode() + " " + answer.body() + " " + fault;
        }
    }

    private static String id(OperatorApi api, String path, NewApiKey key, String session) {
        if (path.contains("/clients/")) {
            return TestServer.done(
                            api.auth.clients().create(ClientRequest.of("gateway", "office"), Actor.application()))
                    .client()
                    .id();
        }
        if (path.contains("/sessions/")) {
            return session;
        }
        return path.contains("/api-keys/") ? key.key().id() : "ada";
    }

    private static String signingKey(OperatorApi api) {
        return api.auth.signingKeys().list().get(0).kid();
    }
}

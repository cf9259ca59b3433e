package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each example of the document about the standard endpoints is sent, and answered as the document says. */
class DescribedExamplesTest {
    private record Example(
            String method,
            String path,
            JsonNode operation,
            @Nullable JsonNode body) {
        @Override
        public String toString() {
            return method + " " + path + (body == null ? "" : " " + body);
        }
    }

    @Test
    void everyExampleDoesWhatTheDocumentSays() throws Exception {
        JsonNode document;
        try (ExampleWorld world = new ExampleWorld()) {
            document = world.document();
        }
        List<Example> examples = examples(document);
        Map<String, String> faults = new LinkedHashMap<>();
        for (Example example : examples) {
            try (ExampleWorld world = new ExampleWorld()) {
                HttpResponse<String> answer =
                        world.run(example.method(), example.path(), example.operation(), example.body());
                String fault = fault(document, example.operation(), answer);
                if (!fault.isEmpty()) {
                    faults.put(example.toString(), answer.statusCode() + " " + answer.body() + " " + fault);
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(examples).hasSizeGreaterThan(30);
    }

    private static List<Example> examples(JsonNode document) {
        List<Example> examples = new ArrayList<>();
        document.get("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fields().forEachRemaining(each -> {
                    JsonNode operation = each.getValue();
                    if (!path.getKey().startsWith("/auth/")) {
                        return;
                    }
                    String method = each.getKey().toUpperCase(Locale.ROOT);
                    JsonNode media = operation.at("/requestBody/content/application~1json");
                    if (media.has("example")) {
                        examples.add(new Example(method, path.getKey(), operation, media.get("example")));
                    } else if (media.has("examples")) {
                        media.get("examples")
                                .forEach(one ->
                                        examples.add(new Example(method, path.getKey(), operation, one.get("value"))));
                    } else {
                        examples.add(new Example(method, path.getKey(), operation, null));
                    }
                }));
        return examples;
    }

    /** Empty when the answer is one of success that the document has, with the body that it has. */
    static String fault(JsonNode document, JsonNode operation, HttpResponse<String> answer) {
        JsonNode response = operation.get("responses").get(Integer.toString(answer.statusCode()));
        if (answer.statusCode() >= 300 || response == null) {
            return "is no success of the document";
        }
        JsonNode content = response.path("content");
        if (content.isEmpty()) {
            return answer.body().isEmpty() ? "" : "has a body";
        }
        ObjectNode schema = content.elements().next().get("schema").deepCopy();
        schema.set("components", document.get("components"));
        return String.join(", ", JsonSchemas.faults(schema, JsonSchemas.read(answer.body())));
    }
}

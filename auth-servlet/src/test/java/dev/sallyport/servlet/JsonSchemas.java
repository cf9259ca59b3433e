package dev.sallyport.servlet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Offline copies of published JSON Schemas, and a validator of somebody else's. */
final class JsonSchemas {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonSchemas() {}

    static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> faultsOfOpenApi31(JsonNode document) {
        return faults(VersionFlag.V202012, "openapi-3.1.json", document);
    }

    static List<String> faultsOfOpenApi30(JsonNode document) {
        return faults(VersionFlag.V4, "openapi-3.0.json", document);
    }

    static List<String> faultsOfPostman(JsonNode document) {
        return faults(VersionFlag.V7, "postman-2.1.json", document);
    }

    /** @param schema of the document itself, in JSON Schema 2020-12 */
    static List<String> faults(JsonNode schema, JsonNode document) {
        return messages(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(schema)
                .validate(document));
    }

    private static List<String> faults(VersionFlag version, String name, JsonNode document) {
        try (InputStream in = JsonSchemas.class.getResourceAsStream("/schemas/" + name)) {
            JsonNode schema = MAPPER.readTree(Objects.requireNonNull(in));
            SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                    .formatAssertionsEnabled(true)
                    .build();
            return messages(JsonSchemaFactory.getInstance(version)
                    .getSchema(schema, config)
                    .validate(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> messages(Set<ValidationMessage> messages) {
        return messages.stream().map(ValidationMessage::toString).toList();
    }
}

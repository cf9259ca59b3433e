package dev.sallyport.servlet.describe;

import dev.sallyport.servlet.fields.QueryFields;
import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.OpenApiVersion;
import dev.sallyport.servlet.shape.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kinds of documents. */
enum Format {
    /** OpenAPI 3.1, or 3.0 for who asks for it. */
    OPEN_API("Describes the endpoints as OpenAPI", "3.1 3.0") {
        @Override
        String path(Description description) {
            return description.path();
        }

        @Override
        String contentType(String version) {
            return "application/vnd.oai.openapi+json;version=" + version;
        }

        @Override
        String write(Facts facts, String version) {
            return OpenApi.write(facts, version.equals("3.0") ? OpenApiVersion.OAS_3_0 : OpenApiVersion.OAS_3_1);
        }
    },
    /** A Postman collection. */
    POSTMAN("Describes the endpoints as a Postman collection", "2.1") {
        @Override
        String path(Description description) {
            return description.postmanPath();
        }

        @Override
        String contentType(String version) {
            return "application/json";
        }

        @Override
        String write(Facts facts, String version) {
            return Postman.write(facts);
        }
    };

    private final String summary;
    private final String versions;

    Format(String summary, String versions) {
        this.summary = summary;
        this.versions = versions;
    }

    String summary() {
        return summary;
    }

    /** The newest first. */
    private List<String> versions() {
        return List.of(versions.split(" ", -1));
    }

    List<String> contentTypes() {
        return versions().stream().map(this::contentType).toList();
    }

    Members query() {
        return versions().size() == 1
                ? Shape.object()
                : Shape.object().optional("version", Shape.oneOf(versions().toArray(String[]::new)));
    }

    String newest() {
        return versions().get(0);
    }

    /** The version that is asked for, else the newest; notes a fault where there is no such version. */
    String version(QueryFields fields) {
        @Nullable String version = versions().size() == 1 ? null : fields.text("version");
        if (version != null && !versions().contains(version)) {
            fields.fault("version", "invalid", "One of " + String.join(", ", versions()) + ".");
        }
        return version == null ? newest() : version;
    }

    abstract String path(Description description);

    abstract String contentType(String version);

    abstract String write(Facts facts, String version);
}

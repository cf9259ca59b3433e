package dev.sallyport.servlet.describe;

import dev.sallyport.json.PlainWriter;
import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.OpenApiVersion;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import dev.sallyport.servlet.wire.EndpointTable.Row;
import dev.sallyport.servlet.wire.Mounted;
import dev.sallyport.servlet.wire.RefusalContext;
import dev.sallyport.servlet.wire.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes an OpenAPI document. For one document. */
final class OpenApi {
    /** Topic of the endpoints of the application. */
    static final String APPLICATION = "Application";

    private final Facts facts;
    private final OpenApiVersion version;
    private final SecuritySchemes security;
    private final Components components = new Components();
    private final Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
    private final Map<String, Object> topics = new LinkedHashMap<>();

    private OpenApi(Facts facts, OpenApiVersion version) {
        this.facts = facts;
        this.version = version;
        this.security = new SecuritySchemes(facts, version);
    }

    static String write(Facts facts, OpenApiVersion version) {
        return new OpenApi(facts, version).write();
    }

    private String write() {
        for (Mounted face : facts.faces()) {
            for (Route route : face.routes()) {
                put(route.path(), route.method(), operation(face, route));
            }
        }
        for (Row row : facts.rows()) {
            new ApplicationRow(row).putInto(paths, this::operation);
        }
        Map<String, Object> document = Tree.of(
                "openapi",
                version == OpenApiVersion.OAS_3_1 ? "3.1.0" : "3.0.3",
                "info",
                Tree.of(
                        "title", facts.description().title(),
                        "version", facts.description().version()));
        if (!facts.baseUrl().isEmpty()) {
            document.put("servers", List.of(Tree.of("url", facts.baseUrl())));
        }
        document.put(
                "tags",
                topics.keySet().stream().map(name -> Tree.of("name", name)).toList());
        document.put("paths", paths);
        document.put(
                "components",
                Tree.of(
                        "schemas", components.schemas(),
                        "responses", components.responses(),
                        "securitySchemes", security.all()));
        return PlainWriter.write(document);
    }

    private void put(String path, String method, Map<String, Object> operation) {
        paths.computeIfAbsent(path, same -> new LinkedHashMap<>()).put(method.toLowerCase(Locale.ROOT), operation);
    }

    private Map<String, Object> operation(Mounted face, Route route) {
        RouteDoc doc = route.doc();
        String topic = topic(doc);
        topics.put(topic, topic);
        Map<String, Object> operation = Tree.of("tags", List.of(topic));
        if (doc.isPresent()) {
            operation.put("summary", doc.summary());
        }
        operation.put("operationId", id(route.method(), route.path()));
        List<Object> parameters = new ArrayList<>(pathParameters(route.path(), version));
        doc.query()
                .members()
                .forEach((name, member) -> parameters.add(Tree.of(
                        "name",
                        name,
                        "in",
                        "query",
                        "required",
                        member.isRequired(),
                        "schema",
                        member.shape().schema(version))));
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        Members reads = doc.reads();
        if (reads != null) {
            operation.put("requestBody", body(route, reads));
        }
        Map<String, Object> responses = new LinkedHashMap<>();
        doc.answers().forEach(answer -> answer(responses, answer));
        responses.putAll(components.refusals(face.profile(), route.site(), Causes.of(route)));
        operation.put("responses", responses);
        operation.put("security", security.requirements(route.access()));
        return operation;
    }

    /** One answer for each status; another media type stands beside the first. */
    private void answer(Map<String, Object> responses, RouteDoc.Answer answer) {
        Map<String, Object> content = new LinkedHashMap<>();
        Object before = responses.get(Integer.toString(answer.status()));
        if (before instanceof Map<?, ?> map && map.get("content") instanceof Map<?, ?> known) {
            known.forEach((type, media) -> content.put((String) type, media));
        }
        if (answer.body() != null) {
            content.put(
                    answer.type(),
                    Tree.of(
                            "schema",
                            answer.body().schema(version),
                            "example",
                            answer.body().example()));
        }
        Map<String, Object> response = Tree.of("description", answer.meaning());
        if (!content.isEmpty()) {
            response.put("content", content);
        }
        responses.put(Integer.toString(answer.status()), response);
    }

    private Map<String, Object> body(Route route, Members reads) {
        Map<String, Object> schema = reads.schema(version);
        if (route.body() != Route.Body.FORM_OR_JSON) {
            // Strict: what is not known is refused.
            schema.putIfAbsent("additionalProperties", false);
        }
        Map<String, Object> media = Tree.of("schema", schema);
        if (route.doc().examples().isEmpty()) {
            media.put("example", reads.example());
        } else {
            Map<String, Object> examples = new LinkedHashMap<>();
            route.doc().examples().forEach((name, value) -> examples.put(name, Tree.of("value", value)));
            media.put("examples", examples);
        }
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("application/json", media);
        if (route.body() == Route.Body.FORM_OR_JSON || route.body() == Route.Body.JSON_OR_FORM) {
            content.put("application/x-www-form-urlencoded", media);
        }
        return Tree.of(
                "required",
                route.body() == Route.Body.JSON || route.body() == Route.Body.JSON_OR_FORM,
                "content",
                content);
    }

    /** An endpoint of the application: what the guard knows of it. */
    private Map<String, Object> operation(ApplicationRow row, String method) {
        topics.put(APPLICATION, APPLICATION);
        Map<String, Object> operation = Tree.of(
                "tags", List.of(APPLICATION),
                "summary", method + " " + row.row().pattern(),
                "operationId", id(method, row.row().pattern()));
        List<Object> parameters = pathParameters(row.path(), version);
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        Map<String, Object> responses = Tree.of("2XX", Tree.of("description", "As the application answers."));
        responses.putAll(
                components.refusals(facts.faces().get(0).profile(), RefusalContext.RESOURCE, Causes.of(row.access())));
        operation.put("responses", responses);
        operation.put("security", security.requirements(row.access()));
        operation.put("x-sallyport-rule", row.row().rule());
        return operation;
    }

    static List<Object> pathParameters(String path, OpenApiVersion version) {
        List<Object> parameters = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            int start = segment.indexOf('{');
            int end = segment.indexOf('}');
            if (start >= 0 && end > start) {
                parameters.add(Tree.of(
                        "name",
                        segment.substring(start + 1, end),
                        "in",
                        "path",
                        "required",
                        true,
                        "schema",
                        Shape.text(1, 256).schema(version)));
            }
        }
        return parameters;
    }

    static String topic(RouteDoc doc) {
        return doc.topic().isEmpty() ? "Endpoints" : doc.topic();
    }

    /** Unique as method and path are. */
    static String id(String method, String path) {
        return method.toLowerCase(Locale.ROOT)
                + path.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("_$", "");
    }
}

package dev.sallyport.servlet.describe;

import dev.sallyport.access.AccessRule;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonReader;
import dev.sallyport.json.MalformedJsonException;
import dev.sallyport.json.PlainWriter;
import dev.sallyport.outcome.Refusal.Cause;
import dev.sallyport.servlet.shape.OpenApiVersion;
import dev.sallyport.servlet.wire.EndpointMap;
import dev.sallyport.servlet.wire.RefusalContext;
import dev.sallyport.servlet.wire.WireProfile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts what is enforced into an application's own OpenAPI document. For one document. */
public final class Securing {
    private static final int MAX_TEXT = 1 << 20;
    private static final JsonReader READER = JsonReader.asWritten(new JsonLimits(200, 4_096, MAX_TEXT, 64, 1 << 20));
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final Facts facts;
    private final SecuritySchemes security;
    private final EnforcedRules rules;
    private final Components components = new Components();
    private final List<String> mismatches = new ArrayList<>();

    private Securing(Facts facts, OpenApiVersion version) {
        this.facts = facts;
        this.security = new SecuritySchemes(facts, version);
        this.rules = new EnforcedRules(facts.rows());
    }

    /**
     * Adds security schemes, the security of each operation and the responses 401, 403 and 429.
     *
     * @param contextPath of the application, which the URL of the document's server may have
     * @throws IllegalArgumentException when it is no OpenAPI 3 document
     */
    public static SecuredDocument secure(String document, EndpointMap endpoints, String contextPath) {
        Map<String, Object> read = read(document);
        if (!(read.get("openapi") instanceof String told) || !told.startsWith("3.")) {
            throw new IllegalArgumentException("The document is no OpenAPI 3: its member \"openapi\" says the version");
        }
        OpenApiVersion version = told.startsWith("3.0") ? OpenApiVersion.OAS_3_0 : OpenApiVersion.OAS_3_1;
        Facts facts = Facts.of(Description.of("secured", "0"), endpoints, false);
        return new Securing(facts, version).secure(read, contextPath);
    }

    private static Map<String, Object> read(String document) {
        try {
            return READER.readObject(document.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException("The document " + e.getMessage(), e);
        }
    }

    private SecuredDocument secure(Map<String, Object> document, String contextPath) {
        String base = base(document, contextPath);
        Map<String, Object> paths = new LinkedHashMap<>();
        copy(document.get("paths")).forEach((path, item) -> paths.put(path, path(base + path, copy(item))));
        Map<String, Object> secured = new LinkedHashMap<>(document);
        secured.put("paths", paths);
        secured.put("components", components(copy(document.get("components"))));
        rules.undescribed().forEach(row -> mismatches.add("No operation describes " + row));
        return new SecuredDocument(PlainWriter.write(secured), mismatches);
    }

    /** The path of the first server, below the context. */
    private static String base(Map<String, Object> document, String contextPath) {
        if (!(document.get("servers") instanceof List<?> servers)
                || servers.isEmpty()
                || !(copy(servers.get(0)).get("url") instanceof String url)) {
            return "";
        }
        int host = url.indexOf("://");
        int start = host < 0 ? 0 : url.indexOf('/', host + 3);
        String path = start < 0 ? "" : url.substring(start);
        path = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return path.startsWith(contextPath) ? path.substring(contextPath.length()) : path;
    }

    private Map<String, Object> path(String path, Map<String, Object> item) {
        Map<String, Object> secured = new LinkedHashMap<>();
        item.forEach((name, value) ->
                secured.put(name, METHODS.contains(name) ? operation(path, name, copy(value)) : value));
        return secured;
    }

    private Map<String, Object> operation(String path, String name, Map<String, Object> operation) {
        String method = name.toUpperCase(Locale.ROOT);
        AccessRule rule = rules.find(method, path).orElse(null);
        if (rule == null) {
            mismatches.add("No rule guards " + method + " " + path);
            return operation;
        }
        if (rule.demand() == AccessRule.Demand.CLOSED) {
            mismatches.add("Nobody may call " + method + " " + path);
        }
        operation.put("security", security.requirements(rule));
        Map<String, Object> responses = copy(operation.get("responses"));
        components.refusals(profile(), RefusalContext.RESOURCE, causes(rule)).forEach((status, response) -> {
            if (Set.of("401", "403", "429").contains(status)) {
                responses.putIfAbsent(status, response);
            }
        });
        operation.put("responses", responses);
        return operation;
    }

    /** Roles are another reason for 403. */
    private static Set<Cause> causes(AccessRule rule) {
        Set<Cause> causes = EnumSet.copyOf(Causes.of(rule));
        causes.removeAll(Set.of(Cause.INVALID_REQUEST, Cause.UNAVAILABLE, Cause.NOT_FOUND));
        return causes;
    }

    private WireProfile profile() {
        return facts.faces().get(0).profile();
    }

    private Map<String, Object> components(Map<String, Object> own) {
        Map<String, Object> all = new LinkedHashMap<>(own);
        put(all, "securitySchemes", security.all());
        Map<String, Object> used = new LinkedHashMap<>(components.responses());
        used.keySet().removeIf(name -> name.startsWith("Failed"));
        put(all, "responses", used);
        Map<String, Object> schemas = new LinkedHashMap<>(components.schemas());
        schemas.keySet().removeIf(name -> name.startsWith("failure"));
        put(all, "schemas", schemas);
        return all;
    }

    private void put(Map<String, Object> all, String kind, Map<String, Object> ours) {
        Map<String, Object> section = copy(all.get(kind));
        ours.forEach((name, value) -> {
            Object before = section.put(name, value);
            if (before != null && !before.equals(value)) {
                mismatches.add("The document's own components/" + kind + "/" + name + " was replaced");
            }
        });
        if (!section.isEmpty()) {
            all.put(kind, section);
        }
    }

    private static Map<String, Object> copy(@Nullable Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> object) {
            object.forEach((name, member) -> copy.put((String) name, member));
        }
        return copy;
    }
}

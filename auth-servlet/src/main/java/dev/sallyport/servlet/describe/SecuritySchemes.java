package dev.sallyport.servlet.describe;

import dev.sallyport.access.AccessRule;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.servlet.shape.OpenApiVersion;
import dev.sallyport.servlet.wire.CredentialSources;
import dev.sallyport.servlet.wire.Mounted;
import dev.sallyport.servlet.wire.RefusalContext;
import dev.sallyport.servlet.wire.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Security schemes of one document, and those that an endpoint requires. For one document. */
final class SecuritySchemes {
    private static final String OAUTH = "oauth2";

    private final Map<String, Object> schemes = new LinkedHashMap<>();
    private final OpenApiVersion version;

    SecuritySchemes(Facts facts, OpenApiVersion version) {
        this.version = version;
        schemes.put(
                "bearerToken",
                Tree.of(
                        "type",
                        "http",
                        "scheme",
                        "bearer",
                        "bearerFormat",
                        "JWT",
                        "description",
                        "A token of a login."));
        List<String> headers = new ArrayList<>(facts.keyHeaders());
        String cookie = null;
        if (!facts.faces().isEmpty()) {
            CredentialSources sources = facts.faces().get(0).profile().credentials();
            headers.addAll(sources.headers());
            cookie = sources.cookie();
        }
        schemes.put("apiKey", headers.isEmpty() ? keyAsBearer() : inHeader(headers.get(0)));
        tokenPath(facts).ifPresent(path -> schemes.put(OAUTH, oauth(facts, path)));
        if (cookie != null) {
            schemes.put(
                    "cookie",
                    Tree.of(
                            "type",
                            "apiKey",
                            "in",
                            "cookie",
                            "name",
                            cookie,
                            "description",
                            "Set by a login; over TLS its name has the prefix __Host-."));
        }
    }

    private static Map<String, Object> keyAsBearer() {
        return Tree.of("type", "http", "scheme", "bearer", "description", "An API key.");
    }

    private static Map<String, Object> inHeader(String name) {
        return Tree.of("type", "apiKey", "in", "header", "name", name, "description", "An API key; also as Bearer.");
    }

    private static Optional<String> tokenPath(Facts facts) {
        return facts.faces().stream()
                .map(Mounted::routes)
                .flatMap(List::stream)
                .filter(route ->
                        route.site() == RefusalContext.TOKEN && route.path().endsWith("/token"))
                .map(Route::path)
                .findFirst();
    }

    private static Map<String, Object> oauth(Facts facts, String path) {
        Map<String, Object> scopes = new LinkedHashMap<>();
        facts.core().scopes().entries().forEach((scope, sentence) -> scopes.put(scope.value(), sentence));
        return Tree.of(
                "type",
                OAUTH,
                "flows",
                Tree.of("clientCredentials", Tree.of("tokenUrl", facts.baseUrl() + path, "scopes", scopes)));
    }

    Map<String, Object> all() {
        return schemes;
    }

    /** Alternatives, each with all scopes that are needed; an empty list where no credential is. */
    List<Object> requirements(AccessRule rule) {
        if (rule.demand() != AccessRule.Demand.CALLER) {
            return List.of();
        }
        return requirements(rule.allOf(), rule.anyOf());
    }

    List<Object> requirements(ScopeSet all, ScopeSet any) {
        List<List<String>> alternatives = new ArrayList<>();
        if (any.isEmpty()) {
            alternatives.add(names(all));
        }
        for (Scope one : any) {
            List<String> names = new ArrayList<>(names(all));
            names.add(one.value());
            alternatives.add(names);
        }
        List<Object> requirements = new ArrayList<>();
        for (String scheme : schemes.keySet()) {
            for (List<String> scopes : mayName(scheme) ? alternatives : List.of(List.<String>of())) {
                requirements.add(Map.of(scheme, scopes));
            }
        }
        return requirements;
    }

    /** OpenAPI 3.0 wants an empty list for whatever is not OAuth. */
    private boolean mayName(String scheme) {
        return version == OpenApiVersion.OAS_3_1 || scheme.equals(OAUTH);
    }

    private static List<String> names(ScopeSet scopes) {
        return scopes.stream().map(Scope::value).toList();
    }
}

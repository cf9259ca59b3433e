package dev.sallyport.servlet.describe;

import dev.sallyport.json.PlainWriter;
import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.wire.EndpointTable.Row;
import dev.sallyport.servlet.wire.Mounted;
import dev.sallyport.servlet.wire.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes a Postman collection (format 2.1.0). It has places for credentials, and none of them. For one document. */
final class Postman {
    private static final String SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

    private final Facts facts;
    private final Map<String, List<Object>> folders = new LinkedHashMap<>();

    private Postman(Facts facts) {
        this.facts = facts;
    }

    static String write(Facts facts) {
        return new Postman(facts).write();
    }

    private String write() {
        for (Mounted face : facts.faces()) {
            for (Route route : face.routes()) {
                folder(OpenApi.topic(route.doc())).addAll(items(route));
            }
        }
        for (Row row : facts.rows()) {
            ApplicationRow application = new ApplicationRow(row);
            if (application.isOperation()) {
                Map<String, Object> request =
                        PostmanRequest.of(row.method(), PostmanRequest.url(application.path()), application.access());
                folder(OpenApi.APPLICATION)
                        .add(Tree.of(
                                "name", row.method() + " " + row.pattern(), "request", request, "response", List.of()));
            }
        }
        List<Object> items = new ArrayList<>();
        folders.forEach((name, requests) -> items.add(Tree.of("name", name, "item", requests)));
        Map<String, Object> info = Tree.of(
                "name", facts.description().title(),
                "version", facts.description().version(),
                "schema", SCHEMA);
        return PlainWriter.write(
                Tree.of("info", info, "variable", variables(), "auth", bearerOfToken(), "item", items));
    }

    private List<Object> folder(String name) {
        return folders.computeIfAbsent(name, same -> new ArrayList<>());
    }

    private List<Object> variables() {
        List<Object> variables = new ArrayList<>();
        variables.add(Tree.of("key", "baseUrl", "value", facts.baseUrl(), "type", "string"));
        variables.add(Tree.of("key", "username", "value", "", "type", "string"));
        // The format has no type for secrets: only environments have one.
        for (String name : List.of("password", "apiKey", "token")) {
            variables.add(Tree.of("key", name, "value", "", "type", "string"));
        }
        return variables;
    }

    private static Map<String, Object> bearerOfToken() {
        return Tree.of(
                "type", "bearer", "bearer", List.of(Tree.of("key", "token", "value", "{{token}}", "type", "string")));
    }

    /** A request for each example. */
    private static List<Object> items(Route route) {
        RouteDoc doc = route.doc();
        String name = doc.isPresent() ? doc.summary() : route.method() + " " + route.path();
        Members reads = doc.reads();
        List<Object> items = new ArrayList<>();
        if (reads == null) {
            items.add(item(name, PostmanRequest.of(route, null), doc));
        } else if (doc.examples().isEmpty()) {
            items.add(item(name, PostmanRequest.of(route, reads.example()), doc));
        }
        doc.examples()
                .forEach((which, body) -> items.add(item(name + ": " + which, PostmanRequest.of(route, body), doc)));
        return items;
    }

    private static Map<String, Object> item(String name, Map<String, Object> request, RouteDoc doc) {
        Map<String, Object> item = Tree.of(
                "name", name,
                "request", request,
                "response",
                        doc.answers().stream()
                                .map(answer -> PostmanRequest.answer(answer, request))
                                .toList());
        keepToken(doc)
                .ifPresent(script -> item.put(
                        "event",
                        List.of(Tree.of(
                                "listen", "test", "script", Tree.of("type", "text/javascript", "exec", script)))));
        return item;
    }

    /** Puts the token of an answer into the variable that the other requests use. */
    private static Optional<List<String>> keepToken(RouteDoc doc) {
        return Stream.of("access_token", "access", "token", "accessToken")
                .filter(name -> doc.answers().stream()
                        .anyMatch(answer -> answer.body() instanceof Members members && members.member(name) != null))
                .findFirst()
                .map(name -> List.of(
                        "if (pm.response.code === 200) {",
                        "    pm.collectionVariables.set(\"token\", pm.response.json()." + name + ");",
                        "}"));
    }
}

package dev.sallyport.servlet.wire;

import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonReader;
import dev.sallyport.json.MalformedJsonException;
import dev.sallyport.servlet.shape.JsonShape;
import dev.sallyport.servlet.shape.RouteDoc;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares answers with what their routes declare. For assertions: tests run with them, applications without. */
final class Declared {
    private static final JsonReader READER = JsonReader.asWritten(new JsonLimits(64, 4_096, 1 << 24, 64, 1 << 20));

    private Declared() {}

    /** @throws AssertionError when a described route succeeds with an answer that it does not declare */
    static boolean has(Route route, Reply reply) {
        if (!route.doc().isPresent() || reply.status() >= 300) {
            return true;
        }
        String name = route.method() + " " + route.path() + " answers " + reply.status();
        for (RouteDoc.Answer answer : route.doc().answers()) {
            if (answer.status() == reply.status() && type(reply).equals(answer.type())) {
                difference(answer.body(), reply).ifPresent(text -> {
                    throw new AssertionError(name + ", but " + text);
                });
                return true;
            }
        }
        throw new AssertionError(name + " as \"" + type(reply) + "\", which its RouteDoc does not have");
    }

    private static String type(Reply reply) {
        return reply.contentType() == null ? "" : reply.contentType();
    }

    private static Optional<String> difference(@Nullable JsonShape shape, Reply reply) {
        if (shape == null || reply.stream() != null) {
            return Optional.empty();
        }
        try {
            // A list may be the whole answer, and an object is read here.
            String wrapped = "{\"answer\":" + reply.body() + "}";
            Object value =
                    READER.readObject(wrapped.getBytes(StandardCharsets.UTF_8)).get("answer");
            return value == null ? Optional.of("it is empty") : shape.difference("answer", value);
        } catch (MalformedJsonException e) {
            return Optional.of("it " + e.getMessage());
        }
    }
}

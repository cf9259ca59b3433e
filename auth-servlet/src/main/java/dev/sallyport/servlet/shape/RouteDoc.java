package dev.sallyport.servlet.shape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Documentation of a route for its callers: the one place of summaries, shapes and examples. Refusals are not among it: they follow
 * from the rule of the route and are worded by its profile. Immutable.
 *
 * @param topic the group of routes that it belongs to, such as {@code API keys}
 * @param summary a sentence without a full stop, such as {@code Creates an API key}; empty for a route that nobody described
 * @param reads members of the body; null where it reads none
 * @param query parameters of the query
 * @param answers of success
 * @param examples bodies by name; where there is none, the example of the shape is shown
 */
public record RouteDoc(
        String topic,
        String summary,
        @Nullable Members reads,
        Members query,
        List<Answer> answers,
        Map<String, Map<String, Object>> examples) {
    /** Of a route that nobody described. */
    public static final RouteDoc NONE = of("", "");

    /**
     * An answer of success.
     *
     * @param meaning a sentence
     * @param body null for an answer without a body
     * @param type media type of the body
     */
    public record Answer(
            int status, String meaning, @Nullable JsonShape body, String type) {}

    public RouteDoc {
        answers = List.copyOf(answers);
        examples = Collections.unmodifiableMap(new LinkedHashMap<>(examples));
    }

    public static RouteDoc of(String topic, String summary) {
        return new RouteDoc(topic, summary, null, Shape.object(), List.of(), Map.of());
    }

    /** With a body of these members. */
    public RouteDoc reads(Members members) {
        return new RouteDoc(topic, summary, members, query, answers, examples);
    }

    /** With a body to show; its members are among those that are read. */
    public RouteDoc showing(String name, Map<String, Object> body) {
        Map<String, Map<String, Object>> more = new LinkedHashMap<>(examples);
        more.put(name, body);
        return new RouteDoc(topic, summary, reads, query, answers, more);
    }

    /** With these parameters of the query. */
    public RouteDoc asks(Members parameters) {
        return new RouteDoc(topic, summary, reads, parameters, answers, examples);
    }

    /** With an answer in JSON. */
    public RouteDoc answers(int status, String meaning, JsonShape body) {
        return answers(new Answer(status, meaning, body, "application/json"));
    }

    /** With an answer of another media type. */
    public RouteDoc answers(Answer answer) {
        List<Answer> more = new ArrayList<>(answers);
        more.add(answer);
        return new RouteDoc(topic, summary, reads, query, more, examples);
    }

    /** With an answer that has no body. */
    public RouteDoc answers(int status, String meaning) {
        return answers(new Answer(status, meaning, null, ""));
    }

    /** Tells whether somebody described the route. */
    public boolean isPresent() {
        return !summary.isEmpty();
    }
}

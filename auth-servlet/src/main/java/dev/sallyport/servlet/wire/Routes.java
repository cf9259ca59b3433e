package dev.sallyport.servlet.wire;

import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.page.Page;
import dev.sallyport.page.PageCursor;
import dev.sallyport.servlet.fields.QueryFields;
import dev.sallyport.servlet.json.JsonBody;
import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Helpers that routes of several profiles share. */
public final class Routes {
    private static final int MAX_REASON = 200;

    /** Parameters of every list. */
    public static final Members PAGE = Shape.object()
            .optional("limit", Shape.integer(1, Page.MAX_LIMIT))
            .optional("after", Shape.text().describedAs("Cursor of the page before."));

    /** Body of {@link #reason}. */
    public static final Members REASON =
            Shape.object().optional("reason", Shape.text(0, MAX_REASON).orNull().like("No longer needed"));

    /** Of an act that needs nothing but the thing. */
    public static RouteDoc act(String topic, String summary, String done) {
        return RouteDoc.of(topic, summary).answers(204, done);
    }

    private Routes() {}

    /** Reads the query, then answers a page and the cursor of the next. */
    public static <T> Outcome<Reply> page(
            Call call, Function<QueryFields, Outcome<Page<T>>> find, BiConsumer<JsonWriter, T> item) {
        return call.queryParameters()
                .flatMap(values -> find.apply(new QueryFields(values)))
                .map(page -> json(200, json -> {
                    PageCursor next = page.next();
                    json.objects("items", page.items(), item).text("next", next == null ? null : next.text());
                }));
    }

    /** Answers a JSON object. */
    public static Reply json(int status, Consumer<JsonWriter> members) {
        return Reply.json(status, JsonWriter.object(members));
    }

    /** Reads {@code {"reason": …}} or nothing. */
    public static @Nullable String reason(JsonBody body) {
        return body.optionalText("reason", MAX_REASON);
    }

    /** The client's address, as the audit has it. */
    public static String address(Call call) {
        return call.address().text();
    }
}

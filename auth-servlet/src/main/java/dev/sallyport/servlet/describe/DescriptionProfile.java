package dev.sallyport.servlet.describe;

import dev.sallyport.access.AccessRule;
import dev.sallyport.caller.Caller;
import dev.sallyport.operator.OperatorArea;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.servlet.fields.QueryFields;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import dev.sallyport.servlet.wire.Call;
import dev.sallyport.servlet.wire.EndpointMap;
import dev.sallyport.servlet.wire.NestedProfile;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.RefusalContext;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A document about the endpoints, at a path of its own. Whoever is no operator reads nothing of the endpoints of operators. Safe for use
 * by many threads.
 */
public final class DescriptionProfile extends NestedProfile {
    private final Description description;
    private final Format format;
    private volatile @Nullable Documents documents;

    private DescriptionProfile(Description description, Format format) {
        super("describe", format.path(description));
        this.description = description;
        this.format = format;
    }

    /** One profile for each document; none where nobody may read them. */
    public static List<DescriptionProfile> of(Description description) {
        return description.access() == Access.NOBODY
                ? List.of()
                : Stream.of(Format.values())
                        .map(format -> new DescriptionProfile(description, format))
                        .toList();
    }

    @Override
    public void hear(EndpointMap endpoints) {
        Documents started = new Documents(description, endpoints);
        started.write(format);
        documents = started;
    }

    @Override
    public List<Route> routes(Operations core) {
        AccessRule access = description.access() == Access.EVERYONE ? AccessRule.open() : AccessRule.authenticated();
        return List.of(new Route(
                        "GET", format.path(description), RefusalContext.ENDPOINT, Route.Body.NONE, access, this::answer)
                .describedBy(doc()));
    }

    private RouteDoc doc() {
        RouteDoc doc = RouteDoc.of("Discovery", format.summary()).asks(format.query());
        for (String type : format.contentTypes()) {
            doc = doc.answers(new RouteDoc.Answer(200, "The document.", Shape.map(Shape.any()), type));
        }
        return doc;
    }

    private Outcome<Reply> answer(Call call) {
        Documents started = Objects.requireNonNull(documents, "The gate opens before the first request");
        return call.queryParameters().flatMap(values -> {
            QueryFields fields = new QueryFields(values);
            String version = format.version(fields);
            return fields.whenValid(() -> Outcome.done(answer(call, started, version)));
        });
    }

    private Reply answer(Call call, Documents documents, String version) {
        Documents.Text document = documents.text(
                format,
                version,
                call.anyCaller().filter(DescriptionProfile::isOperator).isPresent());
        boolean isKnown = call.header("If-None-Match").filter(document::isAmong).isPresent();
        Reply reply = isKnown
                ? Reply.empty(304)
                : Reply.json(200, document.json()).withContentType(format.contentType(version));
        return reply.withHeader("ETag", document.tag())
                .withHeader("Cache-Control", "private, max-age=300")
                .withHeader("Vary", documents.vary());
    }

    private static boolean isOperator(Caller caller) {
        return caller.scopes().stream().anyMatch(scope -> scope.value().startsWith(OperatorArea.PREFIX));
    }
}

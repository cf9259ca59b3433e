package dev.sallyport.servlet.operator;

import dev.sallyport.audit.AuditCursor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditPage;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.operator.Operators;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.servlet.fields.QueryFields;
import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import dev.sallyport.servlet.wire.Call;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.servlet.wire.Routes;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Audit events, in pages, or streamed as JSON Lines or CSV. */
final class AuditRoutes {
    /** The most events of one stream. */
    private static final int MAX_STREAMED = 100_000;

    private static final Members EVENT = Shape.object()
            .required("at", Shape.instant())
            .required("type", Shape.text().like("LOGIN_FAILED"))
            .required("actor", Shape.text().orNull())
            .required("owner", Shape.text().orNull().like("ada"))
            .required("credential", Shape.text().orNull())
            .required("address", Shape.text().orNull().like("192.0.2.1"))
            .required("details", Shape.map(Shape.text()));
    private static final RouteDoc LIST = RouteDoc.of("Operators: audit", "Lists audit events, the newest first")
            .asks(Shape.object()
                    .optional("owner", Shape.text())
                    .optional("credential", Shape.text())
                    .optional("actor", Shape.text())
                    .optional("type", Shape.text().describedAs("Event types, with commas between them."))
                    .optional("from", Shape.instant())
                    .optional("to", Shape.instant())
                    .and(Routes.PAGE))
            .answers(200, "A page of events, or all of them where Accept names another type.", Shape.page(EVENT))
            .answers(new RouteDoc.Answer(200, "One event a line.", Shape.text(), "application/jsonl"))
            .answers(new RouteDoc.Answer(200, "One event a line, after a header.", Shape.text(), "text/csv"));

    private final String path;
    private final Operators operators;

    AuditRoutes(String mount, Operators operators) {
        this.path = mount + "/audit";
        this.operators = operators;
    }

    List<Route> routes() {
        return List.of(
                Route.authenticated("GET", path, Route.Body.NONE, this::list).describedBy(LIST));
    }

    private Outcome<Reply> list(Call call) {
        AuditFormat format = AuditFormat.of(call.header("Accept").orElse(""));
        return call.queryParameters().flatMap(values -> list(call, new QueryFields(values), format));
    }

    private Outcome<Reply> list(Call call, QueryFields fields, AuditFormat format) {
        AuditQuery query = query(fields, format);
        return fields.whenValid(() -> operators.audit(call.caller(), query))
                .map(page -> format == AuditFormat.PAGE
                        ? shown(page)
                        : Reply.streamed(200, format.contentType(), out -> stream(call, query, page, format, out))
                                .withHeader(
                                        "Content-Disposition", "attachment; filename=\"" + format.fileName() + "\""));
    }

    /**
     * Streams from the first page on, for which the caller was allowed; checks again for each page, to cut off an operator who is
     * stopped.
     */
    private void stream(Call call, AuditQuery query, AuditPage first, AuditFormat format, Writer out)
            throws IOException {
        format.begin(out);
        int left = MAX_STREAMED;
        AuditPage page = first;
        while (true) {
            for (AuditEvent event : page.events()) {
                format.write(event, out);
            }
            left -= page.events().size();
            AuditCursor next = page.next();
            if (next == null || left <= 0) {
                return;
            }
            AuditQuery following = query.after(next).withLimit(Math.min(left, AuditQuery.MAX_LIMIT));
            page = next(operators.audit(call.caller(), following));
        }
    }

    private static AuditPage next(Outcome<AuditPage> outcome) throws IOException {
        if (outcome instanceof Outcome.Done<AuditPage> page) {
            return page.value();
        }
        throw new IOException("The operator may not go on");
    }

    private static AuditQuery query(QueryFields fields, AuditFormat format) {
        boolean isPage = format == AuditFormat.PAGE;
        return AuditQuery.newest()
                .withOwner(fields.text("owner"))
                .withCredential(fields.text("credential"))
                .withActor(fields.text("actor"))
                .withTypes(types(fields))
                .between(fields.instant("from"), fields.instant("to"))
                .after(after(fields))
                .withLimit(isPage ? fields.limit() : AuditQuery.MAX_LIMIT);
    }

    private static AuditEvent.Type[] types(QueryFields fields) {
        String names = fields.text("type");
        if (names == null) {
            return new AuditEvent.Type[0];
        }
        try {
            return Arrays.stream(names.split(",", -1))
                    .map(AuditEvent.Type::valueOf)
                    .toArray(AuditEvent.Type[]::new);
        } catch (IllegalArgumentException e) {
            fields.fault("type", "invalid", "Event types separated by commas, such as LOGIN_FAILED,LOGIN_LOCKED.");
            return new AuditEvent.Type[0];
        }
    }

    private static @Nullable AuditCursor after(QueryFields fields) {
        String text = fields.text("after");
        AuditCursor cursor = text == null ? null : AuditCursor.parse(text).orElse(null);
        if (text != null && cursor == null) {
            fields.fault(
                    "after",
                    "invalid",
                    "A cursor comes from the previous page of the same query; leave it out for the first page.");
        }
        return cursor;
    }

    private static Reply shown(AuditPage page) {
        AuditCursor next = page.next();
        return Routes.json(
                200,
                json -> json.objects("items", page.events(), AuditFormat::write)
                        .text("next", next == null ? null : next.text()));
    }
}

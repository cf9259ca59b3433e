package dev.sallyport.servlet.wire;

import dev.sallyport.access.AccessRule;
import dev.sallyport.grant.LeakReports;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.limit.LimitBy;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.json.JsonBody;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import dev.sallyport.token.TokenPolicy;
import java.util.List;
import java.util.Objects;

/** Whoever finds credentials hands them in. */
final class LeakRoute {
    private static final int MAX_CREDENTIAL = TokenPolicy.MAX_LENGTH;

    private static final RouteDoc DOC = RouteDoc.of("Leaks", "Reports credentials that were found in public")
            .reads(Shape.object()
                    .required(
                            "credentials",
                            Shape.list(
                                    Shape.secret(MAX_CREDENTIAL).like("acme_key_0123456789abcdef"),
                                    LeakReports.MAX_CREDENTIALS)))
            .answers(
                    202,
                    "How many were taken; the answer tells nobody which of them are genuine.",
                    Shape.object().required("received", Shape.integer()));

    private final String path;
    private final LeakReports reports;

    LeakRoute(String mount, LeakReports reports) {
        this.path = mount + "/leaks";
        this.reports = reports;
    }

    /** Like a login: what counts is in the body, and a credential in a header is not looked at. */
    Route route() {
        AccessRule open = AccessRule.open()
                .withLimits(
                        List.of(new AccessRule.Limit(reports.policy().perAddress(), LimitBy.ADDRESS, "POST " + path)));
        return new Route("POST", path, RefusalContext.LOGIN, Route.Body.JSON, open, this::report).describedBy(DOC);
    }

    private Outcome<Reply> report(Call call) {
        JsonBody body = call.body();
        List<Secret> credentials = Objects.requireNonNullElse(
                        body.optionalTexts("credentials", LeakReports.MAX_CREDENTIALS, MAX_CREDENTIAL),
                        List.<String>of())
                .stream()
                .map(Secret::of)
                .toList();
        return body.whenValid(() -> reports.report(credentials, call.address().text()))
                .map(count -> Reply.json(202, JsonWriter.object(json -> json.number("received", count))));
    }
}

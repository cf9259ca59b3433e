package dev.sallyport.servlet.wire;

import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Refusal;
import java.util.Map;
import java.util.function.Consumer;

/** Refusals and failures as problem details (RFC 9457), with a {@code code} for programs. */
final class Problem {
    private static final String TYPE = "application/problem+json";

    // For the type about:blank the title is the status phrase (RFC 9457 section 4.2.1).
    private static final Map<Integer, String> TITLES = Map.of(
            400, "Bad Request",
            401, "Unauthorized",
            403, "Forbidden",
            404, "Not Found",
            405, "Method Not Allowed",
            413, "Content Too Large",
            415, "Unsupported Media Type",
            429, "Too Many Requests",
            500, "Internal Server Error",
            503, "Service Unavailable");

    private Problem() {}

    static Reply of(Refusal refusal) {
        return of(RefusalCodes.status(refusal), RefusalCodes.code(refusal), refusal.detail(), json -> {
            if (refusal.cause() == Refusal.Cause.INSUFFICIENT_SCOPE) {
                json.text("scope", refusal.needed().toString());
            }
            if (refusal.cause() == Refusal.Cause.INVALID_REQUEST
                    && !refusal.errors().isEmpty()) {
                json.objects(
                        "errors",
                        refusal.errors(),
                        (error, fault) -> error.text("field", fault.field())
                                .text("code", fault.code())
                                .text("message", fault.message()));
            }
        });
    }

    static Reply ofFailure(String incident) {
        String detail = "Something went wrong here. The log has it as incident " + incident + ".";
        return of(500, "internal_error", detail, json -> json.text("incident", incident));
    }

    private static Reply of(int status, String code, String detail, Consumer<JsonWriter> more) {
        String body = JsonWriter.object(json -> {
            json.text("type", "about:blank")
                    .text("title", TITLES.get(status))
                    .number("status", status)
                    .text("detail", detail)
                    .text("code", code);
            more.accept(json);
        });
        return Reply.json(status, body).withContentType(TYPE);
    }
}

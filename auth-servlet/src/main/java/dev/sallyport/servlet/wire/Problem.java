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
        return switch (refusal.cause()) {
            case INVALID_REQUEST ->
                of(400, "invalid_request", refusal, json -> {
                    if (!refusal.errors().isEmpty()) {
                        json.objects(
                                "errors",
                                refusal.errors(),
                                (error, fault) -> error.text("field", fault.field())
                                        .text("code", fault.code())
                                        .text("message", fault.message()));
                    }
                });
            case AUTHENTICATION_REQUIRED -> of(401, "authentication_required", refusal);
            case INVALID_CREDENTIALS -> of(401, "invalid_credentials", refusal);
            case MFA_REQUIRED -> of(401, "mfa_required", refusal);
            case REAUTHENTICATION_REQUIRED -> of(401, "reauthentication_required", refusal);
            case INVALID_TOKEN -> of(401, "invalid_token", refusal);
            case TOKEN_EXPIRED -> of(401, "token_expired", refusal);
            case INSUFFICIENT_SCOPE ->
                of(
                        403,
                        "insufficient_scope",
                        refusal,
                        json -> json.text("scope", refusal.needed().toString()));
            case FORBIDDEN -> of(403, "forbidden", refusal);
            case NOT_FOUND -> of(404, "not_found", refusal);
            case METHOD_NOT_ALLOWED -> of(405, "method_not_allowed", refusal);
            case TOO_LARGE -> of(413, "too_large", refusal);
            case UNSUPPORTED_MEDIA_TYPE -> of(415, "unsupported_media_type", refusal);
            case RATE_LIMITED -> of(429, "rate_limited", refusal);
            case UNAVAILABLE -> of(503, "unavailable", refusal);
        };
    }

    static Reply ofFailure(String incident) {
        String detail = "Something went wrong here. The log has it as incident " + incident + ".";
        return of(500, "internal_error", detail, json -> json.text("incident", incident));
    }

    private static Reply of(int status, String code, Refusal refusal) {
        return of(status, code, refusal, json -> {});
    }

    private static Reply of(int status, String code, Refusal refusal, Consumer<JsonWriter> more) {
        return of(status, code, refusal.detail(), more);
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

package dev.sallyport.servlet.profile.keylogin;

import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.servlet.wire.Reply;
import java.util.Locale;

/** {@code {"code":40101,"status":401,"message":"login failed"}}: the status and two digits more. */
final class Errors {
    private Errors() {}

    static Reply of(Refusal refusal) {
        return switch (refusal.cause()) {
            case INVALID_REQUEST -> refusal.errors().isEmpty() ? of(40000, message(refusal)) : validation(refusal);
            case AUTHENTICATION_REQUIRED -> of(40100, "authentication required");
            case INVALID_TOKEN -> of(40100, "invalid token");
            case TOKEN_EXPIRED -> of(40100, "token expired");
            case REAUTHENTICATION_REQUIRED -> of(40100, message(refusal));
            case INVALID_CREDENTIALS -> of(40101, "login failed");
            case MFA_REQUIRED -> of(40106, "second factor required");
            case FORBIDDEN -> of(40300, message(refusal));
            case INSUFFICIENT_SCOPE -> of(40305, message(refusal));
            case NOT_FOUND -> of(40400, "not found");
            case METHOD_NOT_ALLOWED -> of(40500, "method not allowed");
            case TOO_LARGE -> of(41300, message(refusal));
            case UNSUPPORTED_MEDIA_TYPE -> of(41500, message(refusal));
            case RATE_LIMITED -> of(42900, "too many requests");
            case UNAVAILABLE -> of(50300, "temporarily unavailable");
        };
    }

    static Reply failure(String incident) {
        return of(50000, "internal error, incident " + incident);
    }

    private static Reply validation(Refusal refusal) {
        return Reply.json(
                400,
                JsonWriter.object(json -> json.number("code", 40006)
                        .number("status", 400)
                        .text("message", "validation failed")
                        .objects(
                                "errors",
                                refusal.errors(),
                                (error, fault) ->
                                        error.text("field", fault.field()).text("message", fault.message()))));
    }

    private static Reply of(int code, String message) {
        int status = code / 100;
        return Reply.json(
                status,
                JsonWriter.object(json ->
                        json.number("code", code).number("status", status).text("message", message)));
    }

    /** In the manner of this API: lower case, no full stop. */
    private static String message(Refusal refusal) {
        String detail = refusal.detail();
        String end = detail.endsWith(".") ? detail.substring(1, detail.length() - 1) : detail.substring(1);
        return detail.substring(0, 1).toLowerCase(Locale.ROOT) + end;
    }
}

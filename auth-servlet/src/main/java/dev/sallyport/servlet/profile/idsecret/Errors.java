package dev.sallyport.servlet.profile.idsecret;

import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.servlet.wire.RefusalCodes;
import dev.sallyport.servlet.wire.Reply;
import java.util.stream.Collectors;

/** {@code {"error":"…","code":"INVALID_TOKEN"}}. */
final class Errors {
    private Errors() {}

    static Reply of(Refusal refusal) {
        return of(RefusalCodes.status(refusal), code(refusal), validation(refusal));
    }

    private static String code(Refusal refusal) {
        return switch (refusal.cause()) {
            case INVALID_REQUEST -> "INVALID_REQUEST";
            case INVALID_CREDENTIALS, MFA_REQUIRED -> "INVALID_CREDENTIALS";
            // The page knows no other code for a request without a token.
            case AUTHENTICATION_REQUIRED, REAUTHENTICATION_REQUIRED, INVALID_TOKEN -> "INVALID_TOKEN";
            case TOKEN_EXPIRED -> "TOKEN_EXPIRED";
            case INSUFFICIENT_SCOPE, FORBIDDEN -> "FORBIDDEN";
            case NOT_FOUND -> "NOT_FOUND";
            case METHOD_NOT_ALLOWED -> "METHOD_NOT_ALLOWED";
            case TOO_LARGE -> "TOO_LARGE";
            case UNSUPPORTED_MEDIA_TYPE -> "UNSUPPORTED_MEDIA_TYPE";
            case RATE_LIMITED -> "RATE_LIMIT_EXCEEDED";
            case UNAVAILABLE -> "UNAVAILABLE";
        };
    }

    static Reply failure(String incident) {
        return of(500, "INTERNAL_ERROR", "Something went wrong here. The log has it as incident " + incident + ".");
    }

    private static String validation(Refusal refusal) {
        return refusal.errors().isEmpty()
                ? refusal.detail()
                : refusal.errors().stream()
                        .map(error -> error.field() + ": " + error.message())
                        .collect(Collectors.joining(" "));
    }

    private static Reply of(int status, String code, String error) {
        return Reply.json(
                status, JsonWriter.object(json -> json.text("error", error).text("code", code)));
    }
}

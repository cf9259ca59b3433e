package dev.sallyport.servlet.profile;

import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.servlet.wire.Reply;
import java.util.stream.Collectors;

/** {@code {"error":"…","code":"INVALID_TOKEN"}}. */
final class IdSecretErrors {
    private IdSecretErrors() {}

    static Reply of(Refusal refusal) {
        return switch (refusal.cause()) {
            case INVALID_REQUEST -> of(400, "INVALID_REQUEST", validation(refusal));
            case INVALID_CREDENTIALS, MFA_REQUIRED -> of(401, "INVALID_CREDENTIALS", refusal.detail());
            // The page knows no other code for a request without a token.
            case AUTHENTICATION_REQUIRED, REAUTHENTICATION_REQUIRED, INVALID_TOKEN ->
                of(401, "INVALID_TOKEN", refusal.detail());
            case TOKEN_EXPIRED -> of(401, "TOKEN_EXPIRED", refusal.detail());
            case INSUFFICIENT_SCOPE, FORBIDDEN -> of(403, "FORBIDDEN", refusal.detail());
            case NOT_FOUND -> of(404, "NOT_FOUND", refusal.detail());
            case METHOD_NOT_ALLOWED -> of(405, "METHOD_NOT_ALLOWED", refusal.detail());
            case TOO_LARGE -> of(413, "TOO_LARGE", refusal.detail());
            case UNSUPPORTED_MEDIA_TYPE -> of(415, "UNSUPPORTED_MEDIA_TYPE", refusal.detail());
            case RATE_LIMITED -> of(429, "RATE_LIMIT_EXCEEDED", refusal.detail());
            case UNAVAILABLE -> of(503, "UNAVAILABLE", refusal.detail());
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

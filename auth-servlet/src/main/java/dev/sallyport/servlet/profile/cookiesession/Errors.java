package dev.sallyport.servlet.profile.cookiesession;

import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.servlet.wire.RefusalCodes;
import dev.sallyport.servlet.wire.Reply;

/** No or a bad credential is a bare 401; everything else is {@code {"error":"CODE"}}. */
final class Errors {
    private Errors() {}

    static Reply of(Refusal refusal) {
        return switch (refusal.cause()) {
            case AUTHENTICATION_REQUIRED, INVALID_CREDENTIALS, INVALID_TOKEN, TOKEN_EXPIRED ->
                Reply.empty(RefusalCodes.status(refusal));
            case MFA_REQUIRED -> of(refusal, "TOTP_REQUIRED");
            case REAUTHENTICATION_REQUIRED -> of(refusal, "REAUTHENTICATION_REQUIRED");
            case INVALID_REQUEST -> invalid(refusal);
            case INSUFFICIENT_SCOPE, FORBIDDEN -> of(refusal, "FORBIDDEN");
            case NOT_FOUND -> of(refusal, "NOT_FOUND");
            case METHOD_NOT_ALLOWED -> of(refusal, "METHOD_NOT_ALLOWED");
            case TOO_LARGE -> of(refusal, "TOO_LARGE");
            case UNSUPPORTED_MEDIA_TYPE -> of(refusal, "UNSUPPORTED_MEDIA_TYPE");
            case RATE_LIMITED -> of(refusal, "RATE_LIMITED");
            case UNAVAILABLE -> of(refusal, "UNAVAILABLE");
        };
    }

    static Reply failure(String incident) {
        return Reply.json(
                500,
                JsonWriter.object(json -> json.text("error", "INTERNAL_ERROR").text("incident", incident)));
    }

    /** The fields are named beside the code: a client that reads only that is none the worse. */
    private static Reply invalid(Refusal refusal) {
        return Reply.json(RefusalCodes.status(refusal), JsonWriter.object(json -> {
            json.text("error", "INVALID_REQUEST");
            if (!refusal.errors().isEmpty()) {
                json.texts(
                        "fields",
                        refusal.errors().stream().map(FieldError::field).toList());
            }
        }));
    }

    private static Reply of(Refusal refusal, String code) {
        return Reply.json(RefusalCodes.status(refusal), JsonWriter.object(json -> json.text("error", code)));
    }
}

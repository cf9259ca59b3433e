package dev.sallyport.servlet.profile.privatetokens;

import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.servlet.wire.RefusalCodes;
import dev.sallyport.servlet.wire.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code {"type":"client_error","errors":[{"code","detail","attr","extra"}]}}. */
final class Errors {
    private record Fault(
            String code, String detail, @Nullable String attr) {}

    private Errors() {}

    static Reply of(Refusal refusal) {
        return switch (refusal.cause()) {
            case INVALID_REQUEST ->
                refusal.errors().isEmpty() ? of(refusal, "parse_error", refusal.detail()) : validation(refusal);
            case AUTHENTICATION_REQUIRED ->
                of(refusal, "not_authenticated", "Authentication credentials were not provided.");
            case INVALID_TOKEN, TOKEN_EXPIRED ->
                of(refusal, "invalid_token", "The provided token is expired or invalid.");
            case INVALID_CREDENTIALS -> of(refusal, "authentication_failed", refusal.detail());
            case MFA_REQUIRED -> of(refusal, "mfa_required", refusal.detail());
            case REAUTHENTICATION_REQUIRED -> of(refusal, "reauthentication_required", refusal.detail());
            case INSUFFICIENT_SCOPE, FORBIDDEN -> of(refusal, "permission_denied", refusal.detail());
            case NOT_FOUND -> of(refusal, "not_found", "Not found.");
            case METHOD_NOT_ALLOWED -> of(refusal, "method_not_allowed", refusal.detail());
            case TOO_LARGE -> of(refusal, "too_large", refusal.detail());
            case UNSUPPORTED_MEDIA_TYPE -> of(refusal, "unsupported_media_type", refusal.detail());
            case RATE_LIMITED -> of(refusal, "throttled", "Request was throttled.");
            case UNAVAILABLE ->
                reply(
                        RefusalCodes.status(refusal),
                        "server_error",
                        List.of(new Fault("unavailable", refusal.detail(), null)));
        };
    }

    static Reply failure(String incident) {
        return reply(
                500,
                "server_error",
                List.of(new Fault(
                        "error", "A server error occurred. The log has it as incident " + incident + ".", null)));
    }

    private static Reply validation(Refusal refusal) {
        return reply(
                RefusalCodes.status(refusal),
                "validation_error",
                refusal.errors().stream()
                        .map(error -> new Fault(error.code(), error.message(), error.field()))
                        .toList());
    }

    private static Reply of(Refusal refusal, String code, String detail) {
        return reply(RefusalCodes.status(refusal), "client_error", List.of(new Fault(code, detail, null)));
    }

    private static Reply reply(int status, String type, List<Fault> faults) {
        return Reply.json(
                status,
                JsonWriter.object(json -> json.text("type", type)
                        .objects(
                                "errors",
                                faults,
                                (error, fault) -> error.text("code", fault.code())
                                        .text("detail", fault.detail())
                                        .text("attr", fault.attr())
                                        .text("extra", null))));
    }
}

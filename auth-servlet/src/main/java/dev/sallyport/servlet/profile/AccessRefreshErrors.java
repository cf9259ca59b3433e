package dev.sallyport.servlet.profile;

import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.servlet.wire.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code {"detail","code"}}; failed validation as {@code {"field":["message"]}}. */
final class AccessRefreshErrors {
    private AccessRefreshErrors() {}

    static Reply of(Refusal refusal) {
        return switch (refusal.cause()) {
            case INVALID_REQUEST ->
                refusal.errors().isEmpty() ? of(400, "invalid_request", refusal.detail()) : fields(refusal.errors());
            case AUTHENTICATION_REQUIRED -> of(401, "authentication_required", refusal.detail());
            case INVALID_CREDENTIALS -> of(401, "invalid_credentials", refusal.detail());
            case MFA_REQUIRED -> of(401, "mfa_required", refusal.detail());
            case REAUTHENTICATION_REQUIRED -> of(401, "reauthentication_required", refusal.detail());
            case INVALID_TOKEN -> of(401, "invalid_token", refusal.detail());
            case TOKEN_EXPIRED -> of(401, "token_expired", refusal.detail());
            case INSUFFICIENT_SCOPE -> of(403, "insufficient_scope", refusal.detail());
            case FORBIDDEN -> of(403, "forbidden", refusal.detail());
            case NOT_FOUND -> of(404, "not_found", refusal.detail());
            case METHOD_NOT_ALLOWED -> of(405, "method_not_allowed", refusal.detail());
            case TOO_LARGE -> of(413, "too_large", refusal.detail());
            case UNSUPPORTED_MEDIA_TYPE -> of(415, "unsupported_media_type", refusal.detail());
            case RATE_LIMITED -> of(429, "rate_limited", refusal.detail());
            case UNAVAILABLE -> of(503, "unavailable", refusal.detail());
        };
    }

    static Reply failure(String incident) {
        return of(500, "internal_error", "Something went wrong here. The log has it as incident " + incident + ".");
    }

    private static Reply fields(List<FieldError> errors) {
        Map<String, List<String>> messages = errors.stream()
                .collect(Collectors.groupingBy(
                        FieldError::field,
                        LinkedHashMap::new,
                        Collectors.mapping(FieldError::message, Collectors.toList())));
        return Reply.json(400, JsonWriter.object(json -> messages.forEach(json::texts)));
    }

    private static Reply of(int status, String code, String detail) {
        return Reply.json(
                status, JsonWriter.object(json -> json.text("detail", detail).text("code", code)));
    }
}

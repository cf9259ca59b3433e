package dev.sallyport.servlet.wire;

import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Refusal;

/**
 * Errors of OAuth 2.0 endpoints (RFC 6749 §5.2). What has no word there keeps the status it has everywhere, and has a word of its
 * own: {@code rate_limited}; {@code temporarily_unavailable} and {@code server_error} are those of §4.1.2.1.
 */
final class OAuthError {
    private OAuthError() {}

    static Reply of(Refusal refusal) {
        return switch (refusal.cause()) {
            case INVALID_CREDENTIALS, AUTHENTICATION_REQUIRED, MFA_REQUIRED, REAUTHENTICATION_REQUIRED ->
                of(401, "invalid_client", refusal.detail());
            case INVALID_TOKEN, TOKEN_EXPIRED -> of(400, "invalid_grant", refusal.detail());
            case INSUFFICIENT_SCOPE ->
                of(400, "invalid_scope", "More scope is asked for than there is, or it is not written right.");
            case FORBIDDEN -> of(400, "unauthorized_client", refusal.detail());
            case INVALID_REQUEST -> of(400, "invalid_request", refusal.detail());
            case NOT_FOUND, METHOD_NOT_ALLOWED, TOO_LARGE, UNSUPPORTED_MEDIA_TYPE ->
                of(RefusalCodes.status(refusal), "invalid_request", refusal.detail());
            case RATE_LIMITED -> of(RefusalCodes.status(refusal), "rate_limited", refusal.detail());
            case UNAVAILABLE -> of(RefusalCodes.status(refusal), "temporarily_unavailable", refusal.detail());
        };
    }

    static Reply unsupportedGrantType() {
        return of(400, "unsupported_grant_type", "grant_type is client_credentials or refresh_token.");
    }

    /** RFC 7009 §2.2.1. */
    static Reply unsupportedTokenType() {
        return of(400, "unsupported_token_type", "Tokens and keys are revoked here, secrets of clients are not.");
    }

    static Reply ofFailure(String incident) {
        return of(500, "server_error", "Something went wrong here. The log has it as incident " + incident + ".");
    }

    private static Reply of(int status, String error, String description) {
        return Reply.json(
                status, JsonWriter.object(json -> json.text("error", error).text("error_description", description)));
    }
}

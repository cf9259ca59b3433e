package dev.sallyport.servlet.wire;

import dev.sallyport.outcome.Refusal;

/** The HTTP status of each cause of a refusal, and its name for programs. A profile may have names of its own. */
public final class RefusalCodes {
    private RefusalCodes() {}

    /** The status by the causes' meaning in HTTP (RFC 9110, RFC 6585). */
    public static int status(Refusal refusal) {
        return switch (refusal.cause()) {
            case INVALID_REQUEST -> 400;
            case AUTHENTICATION_REQUIRED,
                    INVALID_CREDENTIALS,
                    MFA_REQUIRED,
                    REAUTHENTICATION_REQUIRED,
                    INVALID_TOKEN,
                    TOKEN_EXPIRED -> 401;
            case INSUFFICIENT_SCOPE, FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            case RATE_LIMITED -> 429;
            case UNAVAILABLE -> 503;
        };
    }

    /** The name in lower case, such as {@code invalid_request}. */
    public static String code(Refusal refusal) {
        return switch (refusal.cause()) {
            case INVALID_REQUEST -> "invalid_request";
            case AUTHENTICATION_REQUIRED -> "authentication_required";
            case INVALID_CREDENTIALS -> "invalid_credentials";
            case MFA_REQUIRED -> "mfa_required";
            case REAUTHENTICATION_REQUIRED -> "reauthentication_required";
            case INVALID_TOKEN -> "invalid_token";
            case TOKEN_EXPIRED -> "token_expired";
            case INSUFFICIENT_SCOPE -> "insufficient_scope";
            case FORBIDDEN -> "forbidden";
            case NOT_FOUND -> "not_found";
            case METHOD_NOT_ALLOWED -> "method_not_allowed";
            case TOO_LARGE -> "too_large";
            case UNSUPPORTED_MEDIA_TYPE -> "unsupported_media_type";
            case RATE_LIMITED -> "rate_limited";
            case UNAVAILABLE -> "unavailable";
        };
    }
}

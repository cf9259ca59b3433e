package dev.sallyport.outcome;

import dev.sallyport.scope.ScopeSet;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was turned away: a value, not an exception. Immutable.
 *
 * @param detail one sentence for the caller; never a credential, never more than the caller may know
 * @param needed the scopes asked for, when the cause is {@link Cause#INSUFFICIENT_SCOPE}
 * @param errors the faulty fields, when the cause is {@link Cause#INVALID_REQUEST}
 * @param retryAfter how long to wait, null where waiting does not help
 */
public record Refusal(
        Cause cause,
        String detail,
        ScopeSet needed,
        List<FieldError> errors,
        @Nullable Duration retryAfter) {

    /** The closed list of causes. */
    public enum Cause {
        /** Malformed, or a field is missing or wrong. */
        INVALID_REQUEST,
        /** No credential came with the request. */
        AUTHENTICATION_REQUIRED,
        /** Login failed: unknown, wrong, disabled and locked look alike. */
        INVALID_CREDENTIALS,
        /** Login needs a second factor that did not come. */
        MFA_REQUIRED,
        /** The act needs a more recent login. */
        REAUTHENTICATION_REQUIRED,
        /** The token or key is malformed, unknown or revoked. */
        INVALID_TOKEN,
        /** The token or key was genuine and has expired. */
        TOKEN_EXPIRED,
        /** The caller lacks a scope. */
        INSUFFICIENT_SCOPE,
        /** The wrong kind of caller, a missing role, a foreign origin. */
        FORBIDDEN,
        /** Unknown, or another owner's or tenant's. */
        NOT_FOUND,
        METHOD_NOT_ALLOWED,
        UNSUPPORTED_MEDIA_TYPE,
        TOO_LARGE,
        /** Too many requests. */
        RATE_LIMITED,
        /** A backend cannot be reached. */
        UNAVAILABLE
    }

    public Refusal {
        errors = List.copyOf(errors);
    }

    public static Refusal of(Cause cause, String detail) {
        return new Refusal(cause, detail, ScopeSet.none(), List.of(), null);
    }

    public static Refusal invalid(List<FieldError> errors) {
        return new Refusal(Cause.INVALID_REQUEST, "Some fields are missing or wrong.", ScopeSet.none(), errors, null);
    }

    public static Refusal insufficientScope(ScopeSet needed) {
        return new Refusal(Cause.INSUFFICIENT_SCOPE, "This needs the scope: " + needed + ".", needed, List.of(), null);
    }

    public static Refusal rateLimited(Duration retryAfter) {
        return new Refusal(Cause.RATE_LIMITED, "Too many requests.", ScopeSet.none(), List.of(), retryAfter);
    }

    public static Refusal unavailable(Duration retryAfter) {
        return new Refusal(Cause.UNAVAILABLE, "Temporarily unavailable.", ScopeSet.none(), List.of(), retryAfter);
    }

    /** The same answer for an unknown, wrong, disabled or locked login. */
    public static Refusal invalidCredentials() {
        return of(Cause.INVALID_CREDENTIALS, "The credentials are not valid.");
    }

    public static Refusal invalidToken() {
        return of(Cause.INVALID_TOKEN, "The token or key is not valid.");
    }

    public static Refusal tokenExpired() {
        return of(Cause.TOKEN_EXPIRED, "The token or key has expired.");
    }

    public static Refusal notFound() {
        return of(Cause.NOT_FOUND, "There is no such thing here.");
    }
}

package dev.sallyport.grant;

import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A login with a password. Immutable.
 *
 * @param username login name or e-mail
 * @param scopes what the token shall have at most; null asks for all that the user has
 * @param code of the second factor, or a recovery code; null, or blank, when none came
 */
public record PasswordLogin(
        String username,
        Secret password,
        @Nullable ScopeSet scopes,
        @Nullable Secret code,
        LoginOrigin origin) {
    /** An empty field of a form is not an attempt at a code. */
    public PasswordLogin {
        code = code == null || code.reveal().isBlank() ? null : code;
    }
}

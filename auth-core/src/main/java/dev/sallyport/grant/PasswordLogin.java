package dev.sallyport.grant;

import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A login with a password. Immutable.
 *
 * @param username login name or e-mail
 * @param scopes what the token shall have at the most; null asks for all that the user has
 */
public record PasswordLogin(
        String username, Secret password, @Nullable ScopeSet scopes, LoginOrigin origin) {}

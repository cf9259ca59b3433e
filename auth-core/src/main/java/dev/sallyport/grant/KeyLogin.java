package dev.sallyport.grant;

import dev.sallyport.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A login with an API key. Immutable.
 *
 * @param label the client's own name for the session, 1 to 128 characters; null for the key's unnamed session
 */
public record KeyLogin(Secret apiKey, @Nullable String label, LoginOrigin origin) {}

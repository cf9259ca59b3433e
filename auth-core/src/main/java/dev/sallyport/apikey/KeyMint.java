package dev.sallyport.apikey;

import dev.sallyport.secret.Secret;
import java.time.Instant;

/** Makes the text of a key that is more than random characters, such as a signed token. Safe for use by many threads. */
@FunctionalInterface
public interface KeyMint {
    /** A text that no other key has. */
    Secret mint(String keyId, String ownerId, Instant issuedAt, Instant expiresAt);
}

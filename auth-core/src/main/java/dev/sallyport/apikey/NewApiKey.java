package dev.sallyport.apikey;

import dev.sallyport.secret.Secret;
import java.time.Instant;

/** A key that was just made. The secret is in this value only: nothing can show it again. Immutable. */
public record NewApiKey(ApiKey key, Secret secret) {
    /** Makes the text of a key that is more than random characters, such as a signed token. Safe for use by many threads. */
    @FunctionalInterface
    public interface Mint {
        /** A text that no other key has. */
        Secret mint(String keyId, String ownerId, Instant issuedAt, Instant expiresAt);
    }
}

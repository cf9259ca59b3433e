package dev.sallyport.authenticate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.SecretDigest;

/**
 * Credentials that were right on this node, by digest: a reason to look at one, never to let one in. In this node's memory, of a
 * fixed size. Safe for use by many threads.
 */
final class ProvenCredentials {
    private static final int MOST = 50_000;

    private final Cache<SecretDigest, Boolean> digests =
            Caffeine.newBuilder().maximumSize(MOST).build();

    boolean contains(SecretDigest credential) {
        return digests.getIfPresent(credential) != null;
    }

    void add(SecretDigest credential) {
        digests.put(credential, Boolean.TRUE);
    }

    /** One that is refused for a reason of its own is nothing special any more. */
    void settle(SecretDigest credential, Refusal refusal) {
        switch (refusal.cause()) {
            case INVALID_TOKEN, INVALID_CREDENTIALS, TOKEN_EXPIRED -> digests.invalidate(credential);
            default -> {}
        }
    }
}

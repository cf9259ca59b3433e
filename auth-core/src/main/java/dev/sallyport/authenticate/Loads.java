package dev.sallyport.authenticate;

import dev.sallyport.secret.SecretDigest;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The loads that are under way, so that of two loads of one credential the one that read an older row is not kept after the other
 * found the credential revoked. Before the change log tells this node, no epoch would show it. Safe for use by many threads.
 */
final class Loads {
    /** One credential, for as long as anybody loads it. */
    static final class Load {
        // Guarded by the map's lock for the credential.
        private int users;
        private volatile boolean refused;

        void refused() {
            refused = true;
        }

        boolean wasRefused() {
            return refused;
        }
    }

    private final ConcurrentHashMap<SecretDigest, Load> underWay = new ConcurrentHashMap<>();

    Load begin(SecretDigest digest) {
        return underWay.compute(digest, (same, known) -> {
            Load load = known == null ? new Load() : known;
            load.users++;
            return load;
        });
    }

    void end(SecretDigest digest) {
        underWay.computeIfPresent(digest, Loads::withoutOne);
    }

    private static @Nullable Load withoutOne(SecretDigest digest, Load load) {
        load.users--;
        return load.users == 0 ? null : load;
    }
}

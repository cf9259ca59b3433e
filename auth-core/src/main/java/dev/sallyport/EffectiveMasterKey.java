package dev.sallyport;

import dev.sallyport.secret.MasterKey;
import dev.sallyport.stores.Stores;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** The master key that the settings lead to. */
final class EffectiveMasterKey {
    private static final Path DEVELOPMENT_KEY = Path.of("sallyport-development.key");

    private EffectiveMasterKey() {}

    /** @throws IllegalStateException when there is none that lasts as long as the stores, or two settings contradict each other */
    static MasterKey of(@Nullable MasterKey set, boolean developmentMode, Stores backend, SecureRandom random) {
        if (set != null && developmentMode) {
            throw new IllegalStateException("masterKey(…) and developmentMode() exclude each other: keep masterKey(…)");
        }
        if (set != null) {
            return set;
        }
        if (developmentMode) {
            return MasterKey.fromFileOrNew(DEVELOPMENT_KEY, random);
        }
        if (backend.isDurable()) {
            throw new IllegalStateException("Durable stores need a master key: add"
                    + " .masterKey(MasterKey.fromEnv(\"SALLYPORT_MASTER_KEY\")) and set that variable to the output of"
                    + " `openssl rand -base64 32`; for first steps use .developmentMode()");
        }
        return MasterKey.random(random);
    }
}

package dev.sallyport.servlet;

import dev.sallyport.change.StoreException;
import dev.sallyport.stores.Stores;
import dev.sallyport.testing.ForwardingStores;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stores that throw whatever they are told to, but for what is said of them and the log of changes. */
final class BreakableStores {
    private static final Set<String> SOUND =
            Set.of("stores.isDurable", "stores.isShared", "stores.changeSignal", "stores.close");

    private final Stores stores;
    private volatile @Nullable RuntimeException failure;

    BreakableStores(Stores stores) {
        this.stores = ForwardingStores.over(stores, (name, call) -> {
            RuntimeException now = failure;
            if (now != null && isBroken(name)) {
                throw now;
            }
            return call.pass();
        });
    }

    private static boolean isBroken(String call) {
        return call.contains(".") && !call.startsWith("changeLog.") && !SOUND.contains(call);
    }

    Stores stores() {
        return stores;
    }

    /** From now on the backend cannot be reached. */
    void breakDown() {
        failure = new StoreException("Connection to db.internal refused");
    }

    /** From now on every access fails in an unexpected way. */
    void failWith(RuntimeException unexpected) {
        failure = unexpected;
    }
}

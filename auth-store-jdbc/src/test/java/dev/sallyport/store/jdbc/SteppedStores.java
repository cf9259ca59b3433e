package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;
import dev.sallyport.testing.ForwardingStores;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stores that let a test step in, on the calling thread, after a call was answered: once after one named {@code store.method}, or
 * after each.
 */
final class SteppedStores {
    private final Map<String, Runnable> after = new ConcurrentHashMap<>();
    private final Stores stores;
    private volatile Runnable afterEach = () -> {};

    SteppedStores(Stores real) {
        this.stores = ForwardingStores.over(real, (name, call) -> {
            Object answer = call.pass();
            if (name.contains(".")) {
                Runnable action = after.remove(name);
                if (action != null) {
                    action.run();
                }
                afterEach.run();
            }
            return answer;
        });
    }

    Stores stores() {
        return stores;
    }

    void afterNext(String call, Runnable action) {
        after.put(call, action);
    }

    /** Steps in after every call. */
    void afterEach(Runnable action) {
        afterEach = action;
    }

    boolean isToCome(String call) {
        return after.containsKey(call);
    }
}

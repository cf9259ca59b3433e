package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;
import dev.sallyport.testing.ForwardingStores;
import java.util.Set;
import java.util.function.Supplier;

/** Stores of which one method is a test's: of the backend's own time, for example, which no database lets be moved. */
final class StoresWith {
    private StoresWith() {}

    /** @param method without parameters */
    static Stores method(String method, Supplier<?> answer, Stores real) {
        Set<String> names = Set.of(method, "stores." + method);
        return ForwardingStores.over(real, (name, call) -> names.contains(name) ? answer.get() : call.pass());
    }
}

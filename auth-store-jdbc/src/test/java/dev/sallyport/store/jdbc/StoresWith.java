package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;

/** Stores of which one method is a test's: of the backend's own time, for example, which no database lets be moved. */
final class StoresWith {
    private StoresWith() {}

    /** @param method without parameters */
    static Stores method(String method, Supplier<?> answer, Stores real) {
        return (Stores) Proxy.newProxyInstance(
                StoresWith.class.getClassLoader(), new Class<?>[] {Stores.class}, (self, called, arguments) -> {
                    if (called.getName().equals(method)) {
                        return answer.get();
                    }
                    try {
                        return called.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}

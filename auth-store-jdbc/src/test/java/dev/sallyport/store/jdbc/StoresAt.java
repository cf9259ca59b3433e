package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.InstantSource;

/** Stores whose own time is a clock that a test moves, which no database lets it do. */
final class StoresAt {
    private StoresAt() {}

    static Stores clock(InstantSource clock, Stores real) {
        return (Stores) Proxy.newProxyInstance(
                StoresAt.class.getClassLoader(), new Class<?>[] {Stores.class}, (self, method, arguments) -> {
                    if (method.getName().equals("now")) {
                        return clock.instant();
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}

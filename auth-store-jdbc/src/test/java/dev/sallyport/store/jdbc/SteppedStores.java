package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
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
        this.stores = stepped(Stores.class, "stores", real);
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

    private <T> T stepped(Class<T> type, String name, T real) {
        return type.cast(Proxy.newProxyInstance(
                SteppedStores.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Object answer;
                    try {
                        answer = method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (type == Stores.class
                            && method.getParameterCount() == 0
                            && method.getReturnType().isInterface()
                            && method.getReturnType().getName().startsWith("dev.sallyport.")) {
                        return store(method.getReturnType(), method.getName(), answer);
                    }
                    Runnable action = after.remove(name + "." + method.getName());
                    if (action != null) {
                        action.run();
                    }
                    afterEach.run();
                    return answer;
                }));
    }

    private <T> T store(Class<T> type, String name, Object real) {
        return stepped(type, name, type.cast(real));
    }
}

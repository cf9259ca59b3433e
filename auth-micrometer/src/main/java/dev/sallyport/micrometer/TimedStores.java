package dev.sallyport.micrometer;

import dev.sallyport.stores.Stores;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Times the calls of stores. The stores are the methods of {@link Stores}, so a new one is timed too, and the tag has as many values as
 * there are methods. Safe for use by many threads.
 */
final class TimedStores implements InvocationHandler {
    private static final String NAME = "sallyport.store.calls";

    /** Methods of {@link Stores} itself that ask the backend. */
    private static final Map<String, String> ASKING = Map.of(
            "inTransaction", "transaction",
            "now", "now",
            "findKeyWithOwner", "key_with_owner",
            "findSessionWithOwner", "session_with_owner");

    private final Stores stores;
    private final Map<String, Object> inside = new HashMap<>();
    private final Map<String, Times> asking = new HashMap<>();

    /** The timers of one store. */
    private record Times(Timer done, Timer failed) {
        @Nullable
        Object call(Object store, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            long start = System.nanoTime();
            Timer timer = failed;
            try {
                Object answer = pass(store, method, arguments);
                timer = done;
                return answer;
            } finally {
                timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            }
        }
    }

    private TimedStores(Stores stores, MeterRegistry registry, Tags tags) {
        this.stores = stores;
        ASKING.forEach((method, name) -> asking.put(method, times(name, registry, tags)));
        for (Method method : Stores.class.getMethods()) {
            if (isStore(method)) {
                Times times = times(snakeCase(method.getName()), registry, tags);
                inside.put(method.getName(), timed(method, times));
            }
        }
    }

    static Stores over(Stores stores, MeterRegistry registry, Tags tags) {
        return proxy(Stores.class, new TimedStores(stores, registry, tags));
    }

    private static boolean isStore(Method method) {
        return method.getDeclaringClass() == Stores.class
                && method.getParameterCount() == 0
                && method.getReturnType().isInterface();
    }

    private Object timed(Method accessor, Times times) {
        Object store = pass(stores, accessor);
        return proxy(
                accessor.getReturnType(),
                (self, method, arguments) -> method.getDeclaringClass() == Object.class
                        ? pass(store, method, arguments)
                        : times.call(store, method, arguments));
    }

    private static Object pass(Stores stores, Method accessor) {
        try {
            return accessor.invoke(stores);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A store could not be opened: " + accessor.getName(), e);
        }
    }

    private static Times times(String store, MeterRegistry registry, Tags tags) {
        return new Times(timer(store, Words.SUCCEEDED, registry, tags), timer(store, Words.FAILED, registry, tags));
    }

    private static Timer timer(String store, String outcome, MeterRegistry registry, Tags tags) {
        return Timer.builder(NAME)
                .description("Calls of the stores; a transaction includes the time of everything done in it")
                .tags(tags.and("store", store, "outcome", outcome))
                .register(registry);
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        Object store = isStore(method) ? inside.get(method.getName()) : null;
        if (store != null) {
            return store;
        }
        Times times = asking.get(method.getName());
        return times == null ? pass(stores, method, arguments) : times.call(stores, method, arguments);
    }

    private static @Nullable Object pass(Object store, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}

package dev.sallyport.testing;

import dev.sallyport.stores.Stores;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Stores that pass every call on to others by way of a step of the test, which can note it, answer in place of the backend, or fail. As
 * safe for use by many threads as the step and those stores are.
 */
public final class ForwardingStores {
    private ForwardingStores() {}

    /** A call on its way to the backend. */
    @FunctionalInterface
    public interface Call {
        /** Makes the call and answers what the backend does; throws what the backend throws. */
        @Nullable
        Object pass();
    }

    /** A test's part in every call. */
    @FunctionalInterface
    public interface Step {
        /**
         * Passes the call on, or does not.
         *
         * @param name such as {@code sessions.insert}; of {@link Stores} itself such as {@code stores.now}, and {@code sessions} alone
         *     when that store is asked for
         * @return what the caller is answered
         */
        @Nullable
        Object take(String name, Call call);
    }

    /** Stores in front of {@code real}. */
    public static Stores over(Stores real, Step step) {
        return forward(Stores.class, "stores", real, step);
    }

    private static <T> T forward(Class<T> type, String name, T real, Step step) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    String called = isStore(method) ? method.getName() : name + "." + method.getName();
                    Object answer = step.take(called, () -> pass(method, real, arguments));
                    return answer != null && isStore(method)
                            ? forwardStore(method.getReturnType(), method.getName(), answer, step)
                            : answer;
                }));
    }

    private static <T> T forwardStore(Class<T> type, String name, Object store, Step step) {
        return forward(type, name, type.cast(store), step);
    }

    /** Tells whether it only leads to one of the stores. */
    private static boolean isStore(Method method) {
        return method.getDeclaringClass() == Stores.class
                && method.getParameterCount() == 0
                && method.getReturnType().isInterface()
                && method.getReturnType().getName().startsWith("dev.sallyport.");
    }

    private static @Nullable Object pass(Method method, Object real, @Nullable Object @Nullable [] arguments) {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw unchecked(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException known ? known : new IllegalStateException(thrown);
    }
}

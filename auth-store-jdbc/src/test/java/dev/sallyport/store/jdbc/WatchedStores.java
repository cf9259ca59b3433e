package dev.sallyport.store.jdbc;

import dev.sallyport.change.Transaction;
import dev.sallyport.stores.Stores;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Stores that note which of their methods were called, and know from the interfaces which there are. For one thread. */
final class WatchedStores {
    /** Methods without a statement to look at, and why. */
    private static final Map<String, String> WITHOUT_STATEMENT = Map.of(
            "Stores.changeSignal", "LISTEN, on a connection of its own",
            "Stores.isShared", "told by the interface",
            "Stores.isDurable", "told by the product's name, read at the start",
            "Stores.close", "ends threads");

    private final Set<String> called = new TreeSet<>();
    private final Stores stores;

    WatchedStores(Stores real) {
        this.stores = watch(Stores.class, real);
    }

    Stores stores() {
        return stores;
    }

    /** What no call was made of, of every store and of transactions. */
    Set<String> notCalled() {
        Set<String> names = new TreeSet<>();
        Stream.concat(Stream.of(Stores.class, Transaction.class), accessors().map(Method::getReturnType))
                .flatMap(type -> Arrays.stream(type.getMethods())
                        .filter(method -> !Modifier.isStatic(method.getModifiers()))
                        .map(method -> type.getSimpleName() + "." + method.getName()))
                .forEach(names::add);
        accessors().forEach(method -> names.remove("Stores." + method.getName()));
        names.removeAll(WITHOUT_STATEMENT.keySet());
        names.removeAll(called);
        return names;
    }

    /** Those that only lead to one of the stores. */
    private static Stream<Method> accessors() {
        return Arrays.stream(Stores.class.getMethods())
                .filter(method -> method.getParameterCount() == 0
                        && method.getReturnType().isInterface()
                        && method.getReturnType().getName().startsWith("dev.sallyport."));
    }

    private <T> T watch(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                WatchedStores.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    called.add(type.getSimpleName() + "." + method.getName());
                    try {
                        Object result = method.invoke(real, watchTransaction(method, arguments));
                        return accessors().anyMatch(method::equals)
                                ? watchStore(method.getReturnType(), result)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private <T> T watchStore(Class<T> type, Object store) {
        return watch(type, type.cast(store));
    }

    /** The work of {@code inTransaction} gets a transaction that is watched as well. */
    @SuppressWarnings("unchecked")
    private Object[] watchTransaction(Method method, Object[] arguments) {
        if (!method.getName().equals("inTransaction")) {
            return arguments;
        }
        Function<Transaction, Object> work = (Function<Transaction, Object>) arguments[0];
        Function<Transaction, Object> watched = transaction -> work.apply(watch(Transaction.class, transaction));
        return new Object[] {watched};
    }
}

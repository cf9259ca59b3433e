package dev.sallyport.store.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Counts the connections that the threads of a server borrow, one request after the other; those of other threads do not count. */
final class CountingDataSource {
    private final DataSource real;
    private final String threads;
    private final AtomicInteger borrowed = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger mostHeld = new AtomicInteger();

    /** @param threads begins the names of the server's threads */
    CountingDataSource(DataSource real, String threads) {
        this.real = real;
        this.threads = threads;
    }

    /** Connections that one request borrowed, one after the other or together, and the most that it held at a time. */
    record Count(int borrowed, int mostHeld) {}

    /** Those since the last call. */
    Count drain() {
        return new Count(borrowed.getAndSet(0), mostHeld.getAndSet(0));
    }

    DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                CountingDataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (self, method, arguments) -> {
                    try {
                        Object result = method.invoke(real, arguments);
                        return result instanceof Connection connection
                                        && Thread.currentThread().getName().startsWith(threads)
                                ? counted(connection)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private Connection counted(Connection connection) {
        borrowed.incrementAndGet();
        int now = held.incrementAndGet();
        mostHeld.accumulateAndGet(now, Math::max);
        AtomicBoolean open = new AtomicBoolean(true);
        return (Connection) Proxy.newProxyInstance(
                CountingDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (self, method, arguments) -> {
                    if (method.getName().equals("close") && open.getAndSet(false)) {
                        held.decrementAndGet();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}

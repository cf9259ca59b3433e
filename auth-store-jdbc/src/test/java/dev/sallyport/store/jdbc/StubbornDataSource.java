package dev.sallyport.store.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A pool that hands out connections, refuses, or keeps its callers waiting, as a test wishes. */
final class StubbornDataSource {
    /** What a caller meets. */
    enum Mood {
        SOUND,
        REFUSES,
        IS_FULL,
        HANGS,
        HANGS_AND_HEARS_NO_INTERRUPT
    }

    final AtomicInteger asked = new AtomicInteger();
    final AtomicInteger waiting = new AtomicInteger();
    final AtomicInteger handedOut = new AtomicInteger();
    volatile Mood mood = Mood.SOUND;
    private volatile CountDownLatch end = new CountDownLatch(1);
    final AtomicInteger refusedForSize = new AtomicInteger();
    private final DataSource real;
    private final int size;

    StubbornDataSource(DataSource real) {
        this(real, Integer.MAX_VALUE);
    }

    /** @param size how many connections there are at most */
    StubbornDataSource(DataSource real, int size) {
        this.real = real;
        this.size = size;
    }

    /** Lets those who wait have their connections. */
    void recover() {
        mood = Mood.SOUND;
        end.countDown();
        end = new CountDownLatch(1);
    }

    DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                StubbornDataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (self, method, arguments) -> {
                    if (!method.getName().equals("getConnection")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    asked.incrementAndGet();
                    return connection(mood);
                });
    }

    private Connection connection(Mood now) throws SQLException {
        if (now == Mood.REFUSES) {
            throw new SQLException("refused, by the test's wish", "08004");
        }
        if (now == Mood.IS_FULL) {
            throw new SQLException("all in use, by the test's wish");
        }
        if (now != Mood.SOUND) {
            waiting.incrementAndGet();
            try {
                hang(now == Mood.HANGS, end);
            } finally {
                waiting.decrementAndGet();
            }
        }
        if (handedOut.get() >= size) {
            refusedForSize.incrementAndGet();
            throw new SQLException("all in use", "08001");
        }
        Connection connection = real.getConnection();
        handedOut.incrementAndGet();
        return (Connection) Proxy.newProxyInstance(
                StubbornDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (self, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        handedOut.decrementAndGet();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void hang(boolean hears, CountDownLatch end) throws SQLException {
        boolean interrupted = false;
        while (true) {
            try {
                end.await();
                break;
            } catch (InterruptedException e) {
                if (hears) {
                    throw new SQLException("interrupted", "57000", e);
                }
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.sallyport.store.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source whose connections are lost during COMMIT, as the one who asked for it sees it: nobody tells what became of it. What
 * the background threads of a node commit is left alone. Safe for use by many threads.
 */
final class LostCommits {
    /** What the database made of it. */
    enum Fate {
        /** It never heard of it. */
        UNDONE,
        /** It committed, and the answer was lost. */
        DONE,
        /** It commits when the test says so, long after everybody gave up. */
        DONE_LATER
    }

    private final DataSource real;
    private final AtomicInteger untilLoss = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final Queue<Connection> late = new ConcurrentLinkedQueue<>();
    private volatile Fate fate = Fate.DONE;

    LostCommits(DataSource real) {
        this.real = real;
    }

    /** @param n which commit from now on, the first is 1 */
    void loseCommit(int n, Fate what) {
        fate = what;
        lost.set(0);
        untilLoss.set(n);
    }

    /** Whether one was lost since the last {@link #loseCommit}; none will be from now on. */
    boolean struck() {
        untilLoss.set(0);
        return lost.get() > 0;
    }

    /** What was to be done later is done now. */
    void catchUp() throws SQLException {
        while (!late.isEmpty()) {
            end(late.remove(), true);
        }
    }

    /** And gives it back to the pool, whole: whoever had it knows nothing of it any more. */
    private static void end(Connection connection, boolean commits) throws SQLException {
        try (connection) {
            if (commits) {
                connection.commit();
            } else {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }

    DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                LostCommits.class.getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, arguments) -> {
                    Object result = invoke(real, method, arguments);
                    return result instanceof Connection connection ? new Watched(connection).proxy() : result;
                });
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private final class Watched {
        private final Connection connection;
        private boolean gone;

        Watched(Connection connection) {
            this.connection = connection;
        }

        Connection proxy() {
            return (Connection) Proxy.newProxyInstance(
                    LostCommits.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (self, method, arguments) -> gone ? answerOfTheDead(method) : answer(method, arguments));
        }

        private Object answer(Method method, Object[] arguments) throws Throwable {
            boolean background = Thread.currentThread().getName().startsWith("sallyport-");
            if (!method.getName().equals("commit")
                    || background
                    || untilLoss.getAndUpdate(n -> Math.max(0, n - 1)) != 1) {
                return invoke(connection, method, arguments);
            }
            gone = true;
            lost.incrementAndGet();
            if (fate == Fate.DONE_LATER) {
                late.add(connection);
            } else {
                end(connection, fate == Fate.DONE);
            }
            throw broken();
        }

        private @Nullable Object answerOfTheDead(Method method) throws SQLException {
            return switch (method.getName()) {
                case "close", "abort" -> null;
                case "isClosed" -> true;
                default -> throw broken();
            };
        }

        private SQLException broken() {
            return new SQLException("An I/O error occurred while sending to the backend", "08006");
        }
    }
}

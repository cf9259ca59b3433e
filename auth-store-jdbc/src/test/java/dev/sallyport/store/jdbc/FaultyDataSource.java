package dev.sallyport.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source whose connections break at a chosen step: a statement, a savepoint or a commit. Only those of the thread that last
 * chose one.
 */
final class FaultyDataSource {
    /** Stands for what drivers put into their messages. */
    static final String VALUE = "value-that-no-message-may-have";

    private static final Set<String> STEPS = Set.of(
            "execute", "executeQuery", "executeUpdate", "executeBatch", "commit", "setSavepoint", "releaseSavepoint");

    private final DataSource real;
    private final Consumer<Connection> discard;
    private Fault fault = (step, number) -> null;
    private boolean afterwards;
    private int steps;
    private volatile @Nullable Thread chooser;

    FaultyDataSource(DataSource real) {
        this.real = real;
        this.discard = connection -> {};
    }

    /** The pool is told of each connection that breaks, since it is not the one to find out. */
    FaultyDataSource(HikariDataSource pool) {
        this.real = pool;
        this.discard = pool::evictConnection;
    }

    /** Answers the SQLState to fail with at a step, or null. */
    @FunctionalInterface
    interface Fault {
        @Nullable
        String stateAt(String step, int number);
    }

    /** Fails instead of the step, and breaks the connection where the state is one of class 08. */
    void failWhen(Fault next) {
        fault = next;
        afterwards = false;
        steps = 0;
        chooser = Thread.currentThread();
    }

    /** Fails after the step was done. */
    void failAfter(Fault next) {
        failWhen(next);
        afterwards = true;
    }

    int steps() {
        return steps;
    }

    DataSource dataSource() {
        return wrap(DataSource.class, real, null);
    }

    private <T> T wrap(Class<T> type, Object target, @Nullable Connection connection) {
        return type.cast(Proxy.newProxyInstance(
                FaultyDataSource.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    boolean isStep = Thread.currentThread() == chooser && STEPS.contains(method.getName());
                    String state = isStep ? fault.stateAt(method.getName(), ++steps) : null;
                    if (state == null) {
                        return wrapped(invoke(target, method, arguments), connection);
                    }
                    if (afterwards) {
                        invoke(target, method, arguments);
                    }
                    if (connection != null && state.startsWith("08")) {
                        discard.accept(connection);
                        connection.abort(Runnable::run);
                    }
                    throw new SQLException("Key (digest)=(" + VALUE + ") failed", state);
                }));
    }

    private Object wrapped(Object result, @Nullable Connection connection) {
        if (result instanceof Connection opened) {
            return wrap(Connection.class, opened, opened);
        }
        if (result instanceof PreparedStatement statement) {
            return wrap(PreparedStatement.class, statement, connection);
        }
        return result instanceof Statement statement ? wrap(Statement.class, statement, connection) : result;
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}

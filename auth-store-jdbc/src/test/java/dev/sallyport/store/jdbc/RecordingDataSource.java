package dev.sallyport.store.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Notes every statement that is executed, with the values last bound to it, and how many rows come back. */
final class RecordingDataSource {
    /** A statement as it was executed. */
    record Executed(String sql, Map<Integer, @Nullable Object> values) {
        PreparedStatement prepare(Connection connection, String before) throws SQLException {
            PreparedStatement statement = connection.prepareStatement(before + sql);
            for (Map.Entry<Integer, @Nullable Object> value : values.entrySet()) {
                statement.setObject(value.getKey(), value.getValue());
            }
            return statement;
        }
    }

    private final DataSource real;
    private final @Nullable Thread only;
    private final List<Executed> executed = new ArrayList<>();
    private int rows;

    /** Of all threads. */
    RecordingDataSource(DataSource real) {
        this(real, null);
    }

    /** @param only the thread whose statements count; null for all */
    RecordingDataSource(DataSource real, @Nullable Thread only) {
        this.real = real;
        this.only = only;
    }

    DataSource dataSource() {
        return wrap(DataSource.class, real, null);
    }

    /** What was executed since the last call. */
    synchronized List<Executed> drain() {
        List<Executed> all = List.copyOf(executed);
        executed.clear();
        return all;
    }

    /** How many rows were read since the last call. */
    synchronized int drainRows() {
        int read = rows;
        rows = 0;
        return read;
    }

    /** One of each SQL text. */
    static List<Executed> distinct(List<Executed> all) {
        Map<String, Executed> bySql = new LinkedHashMap<>();
        all.forEach(each -> bySql.put(each.sql(), each));
        return List.copyOf(bySql.values());
    }

    private synchronized void note(String sql, Map<Integer, @Nullable Object> values) {
        if (counts()) {
            executed.add(new Executed(sql, new TreeMap<>(values)));
        }
    }

    private synchronized void noteRow() {
        if (counts()) {
            rows++;
        }
    }

    private boolean counts() {
        return only == null || only == Thread.currentThread();
    }

    private <T> T wrap(Class<T> type, Object target, @Nullable String sql) {
        Map<Integer, @Nullable Object> values = new TreeMap<>();
        return type.cast(Proxy.newProxyInstance(
                RecordingDataSource.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (sql != null && method.getName().startsWith("set") && arguments.length == 2) {
                        // The second of setNull is the type.
                        values.put((Integer) arguments[0], method.getName().equals("setNull") ? null : arguments[1]);
                    } else if (sql != null && method.getName().startsWith("execute")) {
                        note(sql, values);
                    }
                    Object result = invoke(target, method, arguments);
                    if (target instanceof ResultSet && method.getName().equals("next") && Boolean.TRUE.equals(result)) {
                        noteRow();
                    }
                    // A caller who unwraps wants the driver's own.
                    return method.getName().equals("unwrap") ? result : wrapped(result, arguments);
                }));
    }

    private Object wrapped(Object result, Object @Nullable [] arguments) {
        if (result instanceof Connection connection) {
            return wrap(Connection.class, connection, null);
        }
        if (result instanceof ResultSet read) {
            return wrap(ResultSet.class, read, null);
        }
        return result instanceof PreparedStatement statement && arguments != null
                ? wrap(PreparedStatement.class, statement, (String) arguments[0])
                : result;
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}

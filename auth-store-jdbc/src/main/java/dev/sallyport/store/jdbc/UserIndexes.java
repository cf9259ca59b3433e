package dev.sallyport.store.jdbc;

import dev.sallyport.user.User;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * {@code sallyport_user_name} and {@code sallyport_user_role}, the tables by which users are found. Both repeat the tenant, so that a
 * search within one reads no rows of others. Foreign keys delete the rows with the user.
 */
final class UserIndexes {
    /** Maximum length of a role that can be given. */
    private static final int LONGEST_ROLE = 128;

    private UserIndexes() {}

    private record Entry(String value, @Nullable String tenant) {}

    static void insert(Handle handle, User user) {
        insertNames(handle, user.id(), names(user));
        insertRoles(handle, user.id(), roles(user));
    }

    /** Writes the changes; the caller has written, and so locked, the user's row. */
    static void replace(Handle handle, User user) {
        if (!names(user).equals(entries(handle, "SELECT name AS entry, tenant FROM sallyport_user_name", user.id()))) {
            delete(handle, "DELETE FROM sallyport_user_name WHERE user_id = :id", user.id());
            insertNames(handle, user.id(), names(user));
        }
        if (!roles(user).equals(entries(handle, "SELECT role AS entry, tenant FROM sallyport_user_role", user.id()))) {
            delete(handle, "DELETE FROM sallyport_user_role WHERE user_id = :id", user.id());
            insertRoles(handle, user.id(), roles(user));
        }
    }

    static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static Set<Entry> names(User user) {
        return Stream.concat(Stream.of(user.login()), Stream.ofNullable(user.email()))
                .map(name -> new Entry(lowerCase(name), user.tenant()))
                .collect(Collectors.toSet());
    }

    private static Set<Entry> roles(User user) {
        return user.roles().stream()
                .filter(role -> !role.isEmpty() && role.length() <= LONGEST_ROLE)
                .map(role -> new Entry(role, user.tenant()))
                .collect(Collectors.toSet());
    }

    private static Set<Entry> entries(Handle handle, String select, String userId) {
        return new HashSet<>(handle.createQuery(select + " WHERE user_id = :id")
                .bind("id", userId)
                .map((row, context) -> entry(row))
                .list());
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(row.getString("entry"), row.getString("tenant"));
    }

    private static void delete(Handle handle, String statement, String userId) {
        handle.createUpdate(statement).bind("id", userId).execute();
    }

    private static void insertNames(Handle handle, String userId, Set<Entry> names) {
        insert(
                handle,
                "INSERT INTO sallyport_user_name (name, user_id, tenant) VALUES (:value, :userId, :tenant)",
                userId,
                names);
    }

    private static void insertRoles(Handle handle, String userId, Set<Entry> roles) {
        insert(
                handle,
                "INSERT INTO sallyport_user_role (role, user_id, tenant) VALUES (:value, :userId, :tenant)",
                userId,
                roles);
    }

    /** Inserts in the order of the values, so that two transactions with the same names do not deadlock. */
    private static void insert(Handle handle, String statement, String userId, Set<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch(statement);
        entries.stream()
                .sorted(Comparator.comparing(Entry::value))
                .forEach(entry -> batch.bind("value", entry.value())
                        .bind("userId", userId)
                        .bind("tenant", entry.tenant())
                        .add());
        batch.execute();
    }
}

package dev.sallyport.store.jdbc;

import dev.sallyport.page.Page;
import dev.sallyport.page.SearchText;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.StoredUser;
import dev.sallyport.user.User;
import dev.sallyport.user.UserQuery;
import dev.sallyport.user.UserStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** {@code sallyport_user}, with the rows of {@link UserIndexes}. */
final class UserTable implements UserStore {
    private static final String INSERT = """
            INSERT INTO sallyport_user (id, login, email, name, name_key, tenant, roles, attributes, enabled, password_hash,
                version)
            VALUES (:id, :login, :email, :name, :nameKey, :tenant, :roles, :attributes, :enabled, :passwordHash, :version)
            """;

    private static final String UPDATE = """
            UPDATE sallyport_user SET login = :login, email = :email, name = :name, name_key = :nameKey,
                tenant = :tenant, roles = :roles, attributes = :attributes, enabled = :enabled, password_hash = :passwordHash, version = :version
            WHERE id = :id AND version = :version - 1
            """;

    private static final String BY_LOGIN = """
            SELECT u.* FROM sallyport_user_name n JOIN sallyport_user u ON u.id = n.user_id WHERE n.name = :value
            """;

    /** The columns of a user {@code u}, without the password, in a row that holds others as well. */
    static final String JOINED = """
            u.id AS user_id, u.login AS user_login, u.email AS user_email, u.name AS user_name, u.tenant AS user_tenant,
            u.roles AS user_roles, u.attributes AS user_attributes, u.enabled AS user_enabled""";

    private static final String PREFIX = "user_";

    private final JdbcTransactions transactions;

    UserTable(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean insert(StoredUser user) {
        return transactions.writeUnlessDuplicate(handle -> {
            bind(handle.createUpdate(INSERT), user).execute();
            UserIndexes.insert(handle, user.user());
            return true;
        });
    }

    @Override
    public Optional<StoredUser> findById(String id) {
        return find("SELECT * FROM sallyport_user WHERE id = :value", id);
    }

    @Override
    public Optional<StoredUser> findByLogin(String loginOrEmail) {
        return find(BY_LOGIN, UserIndexes.lowerCase(loginOrEmail));
    }

    @Override
    public List<StoredUser> list(String afterId, int limit) {
        return transactions.read(
                handle -> handle.createQuery("SELECT * FROM sallyport_user WHERE id > :after ORDER BY id LIMIT :limit")
                        .bind("after", afterId)
                        .bind("limit", limit)
                        .map((row, context) -> read(row))
                        .list());
    }

    /** The row comes first: whoever has it may change the names. */
    @Override
    public boolean update(StoredUser user) {
        return transactions.writeUnlessDuplicate(handle -> {
            if (bind(handle.createUpdate(UPDATE), user).execute() == 0) {
                return false;
            }
            UserIndexes.replace(handle, user.user());
            return true;
        });
    }

    @Override
    public Page<StoredUser> list(UserQuery query) {
        return new KeysetPages(query.list(), query.after(), query.limit())
                .read(
                        transactions,
                        UserLists.lanes(query, transactions.dialect()),
                        UserTable::read,
                        stored -> query.placeOf(stored.user()));
    }

    /** Deletes a user; foreign keys delete names and roles. */
    @Override
    public boolean delete(String id) {
        return transactions.canHold(id)
                && transactions.write(handle -> handle.createUpdate("DELETE FROM sallyport_user WHERE id = :id")
                                .bind("id", id)
                                .execute()
                        == 1);
    }

    private Optional<StoredUser> find(String query, String value) {
        if (!transactions.canHold(value)) {
            return Optional.empty();
        }
        return transactions.read(handle -> handle.createQuery(query)
                .bind("value", value)
                .map((row, context) -> read(row))
                .findOne());
    }

    private static <T extends SqlStatement<T>> T bind(T statement, StoredUser stored) {
        User user = stored.user();
        return statement
                .bind("id", user.id())
                .bind("login", user.login())
                .bind("email", user.email())
                .bind("name", user.name())
                .bind("nameKey", user.name() == null ? null : SearchText.key(user.name()))
                .bind("tenant", user.tenant())
                .bind("roles", Lines.of(user.roles().stream().sorted().toList()))
                .bind("attributes", Lines.of(user.attributes()))
                .bind("enabled", user.enabled())
                .bind("passwordHash", stored.passwordHash().reveal())
                .bind("version", stored.version());
    }

    private static StoredUser read(ResultSet row) throws SQLException {
        return new StoredUser(readUser(row, ""), Secret.of(row.getString("password_hash")), row.getLong("version"));
    }

    /** The user among {@link #JOINED}; null where there is none. */
    static @Nullable User readJoined(ResultSet row) throws SQLException {
        return row.getString(PREFIX + "id") == null ? null : readUser(row, PREFIX);
    }

    private static User readUser(ResultSet row, String prefix) throws SQLException {
        return new User(
                row.getString(prefix + "id"),
                row.getString(prefix + "login"),
                row.getString(prefix + "email"),
                row.getString(prefix + "name"),
                row.getString(prefix + "tenant"),
                Cell.read(row, prefix + "roles", prefix + "id", roles -> Set.copyOf(Lines.readList(roles))),
                Cell.read(row, prefix + "attributes", prefix + "id", Lines::readMap),
                row.getBoolean(prefix + "enabled"));
    }
}

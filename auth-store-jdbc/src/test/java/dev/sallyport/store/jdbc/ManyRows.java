package dev.sallyport.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The same number of rows in every table that grows, named by their numbers: user u7 has key k7 and session s7. */
final class ManyRows {
    /** A thousand of them, all of the same size. */
    private static final String TENANT = "CONCAT('t', MOD(n, 1000))";

    private final DataSource database;
    private final String series;

    /** @param series what stands after FROM for rows with a column n, from 1 to the count */
    private ManyRows(DataSource database, String series) {
        this.database = database;
        this.series = series;
    }

    static void fill(DataSource database, String series, int count) throws SQLException {
        ManyRows rows = new ManyRows(database, series);
        rows.people();
        rows.credentials();
        rows.insert("change (entry_number, kind, subject)", "n, 'OWNER', CONCAT('u', n)");
        rows.insert(
                "audit (happened_at, type, actor, owner_id, credential_id, details)",
                "n, CASE WHEN MOD(n, 1000) = 1 THEN 'API_KEY_REVOKED' ELSE 'LOGIN_FAILED' END, CONCAT('a', n), CONCAT('u', n),"
                        + " CONCAT('k', n), ''");
        // Where all were of one application, reading the table from its beginning would find enough of them.
        rows.insert(
                "leak_report (id, sealed, reported_at, claimed_until, audience)",
                "CONCAT('r', n), 'sealed', n, n, CASE WHEN MOD(n, 1000) = 1 THEN 'app' ELSE CONCAT('app', n) END");
        rows.insert(
                "ticket (digest, kind, subject, audience, expires_at)",
                digest() + ", 'RESET', CONCAT('u', n), 'app', n");
        rows.insert(
                "service_account (id, name, tenant, roles, enabled, created_at, version)",
                "CONCAT('sa', n), 'name', " + TENANT + ", '', TRUE, n, 0");
        rows.insert("tenant (id, disabled_at)", "CONCAT('d', n), n");
        rows.insert("verified_email (user_id, address, verified_at)", "CONCAT('u', n), 'address', n");
        rows.insert("kept_key (name, sealed)", "CONCAT('n', n), 'sealed'");
        execute(
                database,
                "INSERT INTO sallyport_attempt (slot, window_start, attempts) SELECT n, 0, 0 FROM " + series
                        + " WHERE n < 65536");
        execute(database, "UPDATE sallyport_change_counter SET head = " + count);
    }

    private void people() throws SQLException {
        insert(
                "user (id, login, name_key, tenant, roles, attributes, enabled, password_hash, version)",
                "CONCAT('u', n), CONCAT('u', n), CONCAT('name', n), " + TENANT
                        + ", '', '', MOD(n, 1000) <> 5, 'hash', 0");
        insert("user_name (name, user_id, tenant)", "CONCAT('u', n), CONCAT('u', n), " + TENANT);
        insert(
                "user_role (role, user_id, tenant)",
                "CASE WHEN MOD(n, 1000) = 6 THEN 'admin' ELSE 'viewer' END, CONCAT('u', n), " + TENANT);
        insert(
                "second_factor (owner_id, sealed_seed, created_at, confirmed_at, last_step)",
                "CONCAT('u', n), 'sealed', n, n, 1");
        insert("recovery_code (owner_id, digest)", "CONCAT('u', n), " + digest());
        insert(
                "client (id, type, name, name_key, tenant, scopes, secrets, created_at, audience)",
                "CONCAT('c', n), CASE WHEN MOD(n, 1000) = 6 THEN 'service' ELSE 'project' END, 'name', CONCAT('name', n), "
                        + TENANT + ", '', '', n, 'app'");
    }

    private void credentials() throws SQLException {
        insert(
                "api_key (id, digest, owner_id, audience, name, name_key, tenant, created_at, disabled_at, revoked_at,"
                        + " expires_at, version)",
                "CONCAT('k', n), " + digest() + ", CONCAT('u', n), 'app', 'name', CONCAT('name', n), " + TENANT
                        + ", n, " + sometimes(3) + ", " + sometimes(4) + ", " + sometimes(5) + ", 0");
        insert(
                "session (id, owner_id, credential_id, label, amr, auth_time, created_at, expires_at," + " audience)",
                "CONCAT('s', n), CONCAT('u', n), CONCAT('k', n), CONCAT('l', n), '', n, n, n, 'app'");
        insert(
                "refresh_family (session_id, sealed_key, generation, grace_until, expires_at)",
                "CONCAT('s', n), 'sealed', 1, n, n");
        insert("revoked_token (jti, expires_at)", "CONCAT('j', n), n");
        insert(
                "browser_cookie (digest, owner_id, session_id, idle_until, expires_at, audience)",
                digest() + ", CONCAT('u', n), CONCAT('s', n), n, n, 'app'");
    }

    /** Late enough for no purge; of one row in a thousand. */
    private static String sometimes(int rest) {
        return "CASE WHEN MOD(n, 1000) = " + rest + " THEN 1000000000 + n END";
    }

    private static String digest() {
        return "CONCAT(MD5(CONCAT('a', n)), MD5(CONCAT('b', n)))";
    }

    private void insert(String table, String values) throws SQLException {
        execute(database, "INSERT INTO sallyport_" + table + " SELECT " + values + " FROM " + series);
    }

    static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

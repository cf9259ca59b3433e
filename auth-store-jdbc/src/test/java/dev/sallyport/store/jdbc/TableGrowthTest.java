package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.AuditCursor;
import dev.sallyport.audit.AuditPage;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.stores.Stores;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * No table grows without bound, in a simulated year of 1:10000. The bounds are those of docs/operations.md, in this scale. With
 * {@code -Dsallyport.year.scale=1000} the year is larger; with {@code -Dsallyport.year.postgres=true} it is PostgreSQL's.
 */
@Timeout(600)
class TableGrowthTest {
    private static final int SCALE = Integer.getInteger("sallyport.year.scale", 10_000);

    /** What a day has in this scale. */
    private static final double LOGINS = 10_000_000.0 / SCALE / 365;

    private static final double KEYS = 1_000_000.0 / SCALE / 365;

    @Test
    void inADatabase() throws SQLException {
        DataSource database = Boolean.getBoolean("sallyport.year.postgres") ? Postgres.newPooledSchema() : pooledH2();
        Map<String, Long> most = new SimulatedYear(
                        JdbcStores.of(database, JdbcSettings.defaults().withChangesKept(1_000)), SCALE)
                .run(() -> count(database));
        System.Logger log = System.getLogger(TableGrowthTest.class.getName());
        log.log(System.Logger.Level.INFO, "The most rows in a year of 1:" + SCALE + ": " + most);

        assertThat(most)
                .as("each table of the schema is looked at here; a new one needs its bound")
                .containsOnlyKeys(
                        "api_key",
                        "attempt",
                        "audit",
                        "browser_cookie",
                        "change",
                        "change_counter",
                        "client",
                        "kept_key",
                        "leak_report",
                        "lock",
                        "recovery_code",
                        "refresh_family",
                        "revoked_token",
                        "second_factor",
                        "service_account",
                        "session",
                        "signing_key",
                        "tenant",
                        "ticket",
                        "user",
                        "user_name",
                        "user_role",
                        "verified_email");
        assertThat(most.get("session"))
                .as("7 days of logins, a key's for its token's life")
                .isLessThan(sessions());
        assertThat(most.get("refresh_family")).isLessThan(sessions());
        assertThat(most.get("api_key"))
                .as("60 live days, 90 dead ones, a third twice")
                .isLessThan(keys());
        assertThat(most.get("audit")).isLessThan(auditEvents());
        assertThat(most.get("change"))
                .as("changesKept, counted just after a purge")
                .isEqualTo(1_000);
        assertThat(most.get("revoked_token")).as("those whose token lives").isLessThan(5);
        assertThat(most.get("second_factor")).as("enrolled in the last hour").isLessThan(2);
        assertThat(most.get("attempt")).as("slots").isLessThanOrEqualTo(65_536);
        assertThat(most.get("signing_key")).isLessThanOrEqualTo(3);
        assertThat(most.get("client")).isEqualTo(1);
        assertThat(most.get("browser_cookie"))
                .as("those of the last 12 hours, for each is used once")
                .isPositive()
                .isLessThan(Math.round(LOGINS / 5) + 2);
        assertThat(List.of(
                        "leak_report", "recovery_code", "ticket", "user", "user_name", "user_role", "verified_email"))
                .allSatisfy(table -> assertThat(most.get(table)).as(table).isZero());
    }

    @Test
    void inMemory() {
        Stores stores = InMemoryStores.create();
        Map<String, Long> most = new SimulatedYear(stores, SCALE).run(() -> count(stores));
        assertThat(most.get("session")).isLessThan(sessions());
        assertThat(most.get("api_key")).isLessThan(keys());
        assertThat(most.get("audit")).isLessThan(Math.min(10_001, auditEvents()));
        assertThat(most.get("signing_key")).isLessThanOrEqualTo(3);
    }

    private static long sessions() {
        return Math.round(8 * LOGINS * 6 / 5 + 8 * KEYS) + 5;
    }

    private static long keys() {
        return Math.round((61 + 92) * KEYS * 4 / 3) + 5;
    }

    /** 90 days: made, first used, logged in and ended keys; logins; four single revocations with a login each; and the flood. */
    private static long auditEvents() {
        return Math.round(91 * (LOGINS * 1.3 + KEYS * 6 + 4 * 2)) + 20;
    }

    private static DataSource pooledH2() {
        return JdbcConnectionPool.create("jdbc:h2:mem:year;DB_CLOSE_DELAY=-1", "sa", "");
    }

    private static Map<String, Long> count(DataSource database) {
        Map<String, Long> rows = new TreeMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet tables = connection
                    .getMetaData()
                    .getTables(null, connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"})) {
                while (tables.next()) {
                    String name = tables.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
                    if (!name.startsWith("sallyport_schema")) {
                        rows.put(name.substring("sallyport_".length()), 0L);
                    }
                }
            }
            for (String table : List.copyOf(rows.keySet())) {
                try (ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM sallyport_" + table)) {
                    count.next();
                    rows.put(table, count.getLong(1));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Long> count(Stores stores) {
        long sessions = 0;
        long keys = 0;
        for (int i = 0; i < SimulatedYear.OWNERS; i++) {
            sessions += stores.sessions().findByOwner("owner" + i, 100_000).size();
            keys += stores.apiKeys().findByOwner("owner" + i).size();
        }
        long events = 0;
        AuditQuery query = AuditQuery.newest().withLimit(1_000);
        AuditPage page = stores.auditLog().find(query);
        events += page.events().size();
        for (AuditCursor next = page.next(); next != null; next = page.next()) {
            page = stores.auditLog().find(query.after(next));
            events += page.events().size();
        }
        return Map.of(
                "session", sessions,
                "api_key", keys,
                "audit", events,
                "signing_key", (long) stores.signingKeys().findAll().size());
    }
}

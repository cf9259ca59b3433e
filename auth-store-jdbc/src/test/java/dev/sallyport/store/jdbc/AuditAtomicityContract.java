package dev.sallyport.store.jdbc;

import static dev.sallyport.store.jdbc.ServedNode.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sallyport.Sallyport;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.KeyUpdate;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.change.StoreException;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.NewUser;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A change and the audit row that tells of it are one, on any database: whichever statement fails, neither is there, and no sink
 * was told.
 */
@Timeout(120)
abstract class AuditAtomicityContract {
    private static final Actor ADMIN = new Actor("admin", "192.0.2.9");
    private static final Secret PASSWORD = Secret.of("correct horse battery");
    private static final int MOST_STEPS = 100;

    /** Counters of attempts, which are kept whatever becomes of the rest, and what is no state. */
    private static final Set<String> LEFT_OUT =
            Set.of("sallyport_attempt", "sallyport_schema_history", "sallyport_lock");

    private final HikariDataSource database = pool(newDataSource());
    private final FaultyDataSource faulty = new FaultyDataSource(database);
    private final Queue<AuditEvent.Type> told = new ConcurrentLinkedQueue<>();

    abstract DataSource newDataSource();

    private static HikariDataSource pool(DataSource connections) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(connections);
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void changeAndItsAuditRowAreThereTogetherOrNotAtAll() throws SQLException {
        try (Sallyport auth = ServedNode.settings(JdbcStores.of(faulty.dataSource()))
                .clientTypes(ClientType.of("project", "p_", "ps_", CallerKind.CLIENT))
                .auditSink(event -> told.add(event.type()))
                .build()) {
            int steps = 0;
            for (Map.Entry<String, Runnable> change : changes(auth).entrySet()) {
                steps += failEveryStep(change.getKey(), change.getValue());
            }
            assertThat(steps).as("failures in all").isGreaterThan(60);
        }
    }

    private Map<String, Runnable> changes(Sallyport auth) {
        auth.users()
                .createIfAbsent(
                        NewUser.of("ada").withId("ada").withPassword(PASSWORD).withRoles("viewer"));
        done(auth.logins()
                .withPassword(
                        new PasswordLogin("ada", PASSWORD, null, null, new LoginOrigin("192.0.2.1", null, null))));
        String key = newKey(auth);
        String rotated = newKey(auth);
        String client = done(auth.clients().create(ClientRequest.of("project", "one"), ADMIN))
                .client()
                .id();
        Map<String, Runnable> changes = new LinkedHashMap<>();
        changes.put("create a key", () -> newKey(auth));
        changes.put(
                "disable a key",
                () -> auth.apiKeys()
                        .update(key, KeyUpdate.nothing().enabled(false), ADMIN)
                        .orElseThrow());
        changes.put("rotate a key", () -> done(auth.apiKeys().rotate(rotated, Duration.ZERO, ADMIN)));
        changes.put("revoke a key", () -> done(auth.apiKeys().revoke(key, "leaked", ADMIN)));
        changes.put("end sessions", () -> auth.sessions().endByOwner("ada", AuditEvent.Type.SESSION_ENDED, ADMIN));
        changes.put(
                "create a user",
                () -> auth.users().create(NewUser.of("vic"), ADMIN).orElseThrow());
        changes.put(
                "change a user",
                () -> auth.users().setRoles("ada", Set.of(), ADMIN).orElseThrow());
        changes.put("disable a user", () -> auth.users().disable("ada", ADMIN).orElseThrow());
        changes.put("create a client", () -> done(auth.clients().create(ClientRequest.of("project", "two"), ADMIN)));
        changes.put("rotate a client's secret", () -> done(auth.clients().rotateSecret(client, Duration.ZERO, ADMIN)));
        changes.put(
                "delete a client", () -> auth.clients().delete(client, ADMIN).orElseThrow());
        changes.put("rotate the signing key", () -> auth.signingKeys().rotateNow());
        return changes;
    }

    private static String newKey(Sallyport auth) {
        return done(auth.apiKeys().create("ada", KeyRequest.named("job"), ADMIN))
                .key()
                .id();
    }

    /** The first, the second and each further step, until the change goes through. Answers how many failed. */
    private int failEveryStep(String name, Runnable change) throws SQLException {
        for (int step = 1; step < MOST_STEPS; step++) {
            Map<String, List<String>> before = everything();
            int toldBefore = told.size();
            int broken = step;
            faulty.failWhen((what, number) -> number == broken ? "08006" : null);
            boolean failed = false;
            try {
                change.run();
            } catch (StoreException e) {
                failed = true;
            }
            boolean struck = faulty.steps() >= broken;
            faulty.failWhen((what, number) -> null);
            String at = name + ", step " + step;
            assertThat(failed).as(at + " failed, and the caller was not told").isEqualTo(struck);
            if (!failed) {
                requireWhole(name, before, toldBefore);
                return step - 1;
            }
            if (everything().equals(before)) {
                assertThat(told).as(at).hasSize(toldBefore);
            } else {
                // What failed is something that comes after the commit, such as reading the new signing keys.
                requireWhole(at, before, toldBefore);
            }
        }
        throw new AssertionError(name + " has more than " + MOST_STEPS + " steps");
    }

    private void requireWhole(String name, Map<String, List<String>> before, int toldBefore) throws SQLException {
        Map<String, List<String>> after = everything();
        List<String> auditBefore = Objects.requireNonNull(before.remove("sallyport_audit"));
        List<String> auditAfter = Objects.requireNonNull(after.remove("sallyport_audit"));
        assertThat(auditAfter.size()).as(name).isGreaterThan(auditBefore.size());
        assertThat(told.size()).as(name).isGreaterThan(toldBefore);
        assertThat(after).as(name).isNotEqualTo(before);
    }

    /** Every row of every table, as text. */
    private Map<String, List<String>> everything() throws SQLException {
        Map<String, List<String>> tables = new TreeMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : SharedSchema.tables(connection, TablePrefix.WRITTEN)) {
                if (!LEFT_OUT.contains(table)) {
                    tables.put(table, rows(statement, table));
                }
            }
        }
        return tables;
    }

    private static List<String> rows(Statement statement, String table) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.append(rows.getString(i)).append('|');
                }
                // Written behind the login, whenever it pleases.
                if (row.indexOf("|LOGIN_SUCCEEDED|") < 0) {
                    found.add(row.toString());
                }
            }
            found.sort(null);
            return found;
        }
    }
}

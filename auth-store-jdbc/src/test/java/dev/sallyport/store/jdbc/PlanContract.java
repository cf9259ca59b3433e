package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.grant.KeyLogin;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.stores.Stores;
import dev.sallyport.user.NewUser;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * How the database finds what is asked for, by every method of every store, in tables with many rows. The statements are those that the stores
 * send; the plans are the database's own. With {@code -Dsallyport.plan.rows=1000000} the tables have a million.
 */
@Timeout(3_600)
@ResourceLock(PlanContract.MANY_ROWS)
abstract class PlanContract {
    /** Making them keeps the server busy for longer than others wait for a lock. */
    static final String MANY_ROWS = "many rows";

    private static final Logger LOG = System.getLogger(PlanContract.class.getName());
    static final int ROWS = Integer.getInteger("sallyport.plan.rows", 30_000);

    private static final Pattern COUNTED = Pattern.compile("sallyport_(api_key|user|session)\\b");

    abstract DataSource newDataSource();

    /** What stands after FROM for rows with a column n, from 1 on. */
    abstract String series(int rows);

    abstract String analyze();

    /** Fails when the plan reads a table that grows as a whole. */
    abstract void requireIndex(ResultSet plan, String sql) throws SQLException;

    /** Table and column of each unique index in which the plan looks one row up; other steps as the database calls them. */
    abstract List<String> uniqueColumns(ResultSet plan) throws SQLException;

    abstract String explain();

    /** Before a statement that is run to tell of each step how many rows it had. */
    abstract String analyzed();

    /** The most rows that a step had. */
    abstract long mostRows(ResultSet plan) throws SQLException;

    @Test
    void everyStatementOfEveryStoreUsesAnIndex() throws SQLException {
        DataSource real = newDataSource();
        RecordingDataSource recording = new RecordingDataSource(real);
        Stores stores = JdbcStores.of(recording.dataSource());
        ManyRows.fill(real, series(ROWS), ROWS);
        ManyRows.execute(real, analyze());
        recording.drain();
        WatchedStores watched = new WatchedStores(stores);
        assertThat(watched.notCalled()).contains("AttemptStore.find", "Stores.now", "Transaction.lock");
        EveryQuestion.ask(watched.stores(), ROWS);
        assertThat(watched.notCalled())
                .as("methods without a plan, for EveryQuestion to ask")
                .isEmpty();
        List<RecordingDataSource.Executed> statements = RecordingDataSource.distinct(recording.drain());
        assertThat(statements).hasSizeGreaterThan(110);
        try (Connection connection = real.getConnection()) {
            for (RecordingDataSource.Executed each : statements) {
                // It reads nothing, and no plan is made for it.
                if (!each.sql().startsWith("NOTIFY")) {
                    requireIndex(connection, each);
                    requireFewRows(connection, each);
                }
            }
            RecordingDataSource.Executed scan =
                    new RecordingDataSource.Executed("SELECT * FROM sallyport_user WHERE login = ?", Map.of(1, "u7"));
            assertThatThrownBy(() -> requireIndex(connection, scan)).isInstanceOf(AssertionError.class);
            requireUniqueIndexes(stores, recording, connection);
            tellTimes(stores, connection);
        }
    }

    /** Only said, and only of many rows: a time says nothing of a machine that does other things as well. */
    private static void tellTimes(Stores stores, Connection connection) throws SQLException {
        if (ROWS < 1_000_000) {
            return;
        }
        long[] nanos = new long[500];
        for (int i = 0; i < nanos.length; i++) {
            // Far from each other, so that hardly two share a page.
            SecretDigest digest = digestOf(connection, "k" + (1 + (i * 7_919L * 131) % ROWS));
            long start = System.nanoTime();
            assertThat(stores.findKeyWithOwner(digest)).isPresent();
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        LOG.log(
                Level.INFO,
                "A key and its owner among {0}: median {1} us, 99 of 100 within {2} us",
                ROWS,
                nanos[nanos.length / 2] / 1_000,
                nanos[nanos.length * 99 / 100] / 1_000);
    }

    private void requireIndex(Connection connection, RecordingDataSource.Executed executed) throws SQLException {
        try (PreparedStatement statement = executed.prepare(connection, explain());
                ResultSet plan = statement.executeQuery()) {
            requireIndex(plan, executed.sql());
        }
    }

    /** A page costs about what it has, or what a tenant has, however many rows there are. */
    private void requireFewRows(Connection connection, RecordingDataSource.Executed executed) throws SQLException {
        if (executed.sql().contains(Lane.ID)) {
            try (PreparedStatement statement = executed.prepare(connection, analyzed());
                    ResultSet plan = statement.executeQuery()) {
                assertThat(mostRows(plan)).as(executed.sql()).isLessThanOrEqualTo(KeysetPages.MOST_ROWS);
            }
        }
    }

    /** What a cold key and a cold token cost: one row of each table, each by a unique index. */
    private void requireUniqueIndexes(Stores stores, RecordingDataSource recording, Connection connection)
            throws SQLException {
        SecretDigest digest = digestOf(connection, "k7");
        recording.drain();
        Stores.KeyWithOwner key = stores.findKeyWithOwner(digest).orElseThrow();
        assertThat(Objects.requireNonNull(key.owner()).id()).isEqualTo("u7");
        requireUnique(connection, recording.drain(), List.of("sallyport_api_key.digest", "sallyport_user.id"));
        Stores.SessionWithOwner session = stores.findSessionWithOwner("s7").orElseThrow();
        assertThat(Objects.requireNonNull(session.owner()).id()).isEqualTo("u7");
        assertThat(Objects.requireNonNull(session.key()).id()).isEqualTo("k7");
        requireUnique(
                connection,
                recording.drain(),
                List.of("sallyport_session.id", "sallyport_user.id", "sallyport_api_key.id"));
    }

    private void requireUnique(Connection connection, List<RecordingDataSource.Executed> executed, List<String> columns)
            throws SQLException {
        assertThat(executed).hasSize(1);
        try (PreparedStatement statement = executed.get(0).prepare(connection, explain());
                ResultSet plan = statement.executeQuery()) {
            assertThat(uniqueColumns(plan)).as(executed.get(0).sql()).containsExactlyInAnyOrderElementsOf(columns);
        }
    }

    private static SecretDigest digestOf(Connection connection, String id) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT digest FROM sallyport_api_key WHERE id = ?")) {
            statement.setString(1, id);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return SecretDigest.ofHex(row.getString(1));
            }
        }
    }

    /** The key and its owner: one statement the first time, and none from then on; the same for a token of that key. */
    @Test
    void coldCredentialIsOneStatementAndAWarmOneNone() {
        DataSource real = newDataSource();
        RecordingDataSource recording = new RecordingDataSource(real);
        for (Secret credential : newCredentials(real)) {
            try (Sallyport node = start(recording.dataSource())) {
                recording.drain();
                assertThat(node.authenticate(credential.reveal(), "192.0.2.1"))
                        .isInstanceOf(AuthenticationResult.Accepted.class);
                assertThat(reads(recording)).hasSize(1);
                assertThat(node.authenticate(credential.reveal(), "192.0.2.1"))
                        .isInstanceOf(AuthenticationResult.Accepted.class);
                assertThat(reads(recording)).isEmpty();
            }
        }
    }

    /** A key and a token of it, by a node of its own, so that the others have no change to follow. */
    private static List<Secret> newCredentials(DataSource dataSource) {
        try (Sallyport maker = start(dataSource)) {
            maker.users()
                    .createIfAbsent(NewUser.of("ada").withId("ada").withPassword(Secret.of("correct horse battery")));
            Secret key = done(maker.apiKeys().create("ada", KeyRequest.named("job"), Actor.application()))
                    .secret();
            KeyLogin login = new KeyLogin(key, null, new LoginOrigin("192.0.2.1", null, null));
            return List.of(key, done(maker.logins().withApiKey(login)).accessToken());
        }
    }

    private static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, refusal -> {
            throw new AssertionError(refusal.toString());
        });
    }

    /** What the tail and the marking of use do once a second does not count. */
    private static List<String> reads(RecordingDataSource recording) {
        return recording.drain().stream()
                .map(RecordingDataSource.Executed::sql)
                .filter(sql -> sql.startsWith("SELECT"))
                .filter(sql -> COUNTED.matcher(sql).find())
                .toList();
    }

    private static Sallyport start(DataSource dataSource) {
        return Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read")
                .stores(JdbcStores.of(dataSource, JdbcSettings.defaults().withoutPush()))
                .masterKey(MasterKey.of("0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII)))
                .auditSink(event -> {})
                .build();
    }
}

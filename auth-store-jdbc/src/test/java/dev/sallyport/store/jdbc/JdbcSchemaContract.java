package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How the schema comes to be, on any database. */
abstract class JdbcSchemaContract {
    private static final JdbcSettings WITHOUT_MIGRATION =
            JdbcSettings.defaults().withoutMigration();

    final DataSource dataSource = newDataSource();
    final Migrations migrations = new Migrations(folder());

    abstract DataSource newDataSource();

    abstract String folder();

    @Test
    void migratesFromEmptyWithAHistoryOfItsOwn() throws SQLException {
        JdbcSchema.migrate(dataSource);
        assertThat(tables())
                .contains("sallyport_schema_history", "sallyport_schema_version", "sallyport_api_key", "sallyport_lock")
                .allMatch(table -> table.startsWith("sallyport_"));
        assertThat(query("SELECT COUNT(*) FROM sallyport_lock")).isEqualTo("64");
    }

    @Test
    void doesNothingTheSecondTime() throws SQLException {
        String incarnation =
                JdbcStores.of(dataSource).changeLog().readAfter(0, 1).incarnation();
        JdbcSchema.migrate(dataSource);
        assertThat(JdbcStores.of(dataSource).changeLog().readAfter(0, 1).incarnation())
                .isEqualTo(incarnation);
        assertThat(query("SELECT COUNT(*) FROM sallyport_change_counter")).isEqualTo("1");
    }

    @Test
    void givesEveryDatabaseAnotherIncarnation() {
        assertThat(JdbcStores.of(dataSource).changeLog().readAfter(0, 1).incarnation())
                .isNotEqualTo(JdbcStores.of(newDataSource())
                        .changeLog()
                        .readAfter(0, 1)
                        .incarnation());
    }

    @RepeatedTest(5)
    void letsSeveralNodesStartAtTheSameTime() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            Callable<String> start =
                    () -> JdbcStores.of(dataSource).changeLog().readAfter(0, 1).incarnation();
            List<String> incarnations = new ArrayList<>();
            for (Future<String> node : nodes.invokeAll(List.of(start, start, start, start))) {
                incarnations.add(node.get());
            }
            assertThat(incarnations).hasSize(4).containsOnly(incarnations.get(0));
        } finally {
            nodes.shutdownNow();
        }
        assertThat(query("SELECT MAX(version) FROM sallyport_schema_version"))
                .isEqualTo(Integer.toString(JdbcSchema.VERSION));
    }

    @Test
    void livesBesideTheTablesAndTheFlywayOfTheApplication() throws SQLException {
        execute("CREATE TABLE orders (id INTEGER PRIMARY KEY)");
        migrateApplication("app-migrations/first");
        JdbcStores.of(dataSource);
        assertThat(migrateApplication("app-migrations/first", "app-migrations/second"))
                .isEqualTo(1);
        assertThat(tables())
                .contains("orders", "invoices", "deliveries", "flyway_schema_history", "sallyport_schema_history");
        JdbcSchema.migrate(dataSource);
    }

    @Test
    void theFlywayOfTheApplicationMayComeSecond() throws SQLException {
        JdbcStores.of(dataSource);
        assertThat(migrateApplication("app-migrations/first", "app-migrations/second"))
                .isPositive();
        assertThat(tables()).contains("invoices", "deliveries", "flyway_schema_history", "sallyport_schema_history");
        JdbcStores.of(dataSource);
    }

    @Test
    void saysWhatToDoWhenTheSchemaIsMissing() throws SQLException {
        assertThatThrownBy(() -> JdbcStores.of(dataSource, WITHOUT_MIGRATION))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The database has no Sallyport schema, version " + JdbcSchema.VERSION
                        + " is needed. Put flyway-core")
                .hasMessageEndingWith("on the class path and call JdbcSchema.migrate(dataSource), or run the files of "
                        + folder() + "/ in sallyport-store-jdbc.jar from V1__*.sql on with a tool of your own");
        assertThat(tables()).isEmpty();
    }

    @Test
    void saysTheSameWhenTheSchemaIsIncomplete() throws SQLException {
        execute("CREATE TABLE sallyport_schema_version (version INTEGER PRIMARY KEY)");
        assertThatThrownBy(() -> JdbcStores.of(dataSource, WITHOUT_MIGRATION))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no Sallyport schema");
    }

    @Test
    void takesASchemaThatAnotherToolMade() throws Exception {
        runFiles();
        JdbcStores.of(dataSource, WITHOUT_MIGRATION);
        JdbcStores.of(dataSource);
        assertThat(tables()).doesNotContain("sallyport_schema_history");
    }

    @Test
    void takesANewerSchemaWhileNodesAreUpdatedOneByOne() throws Exception {
        runFiles();
        execute("INSERT INTO sallyport_schema_version (version) VALUES (" + (JdbcSchema.VERSION + 1) + ")");
        assertThat(JdbcStores.of(dataSource).users().findById("x")).isEmpty();
    }

    @Test
    void hasOneFileForEachVersionUpToTheNewest() {
        assertThat(migrations.versions()).doesNotHaveDuplicates().startsWith(1).endsWith(JdbcSchema.VERSION);
    }

    @ParameterizedTest
    @MethodSource("earlierVersions")
    void upgradesEveryEarlierSchemaWithItsData(int version) throws Exception {
        assumeTrue(migrations.versions().contains(version), "This number was left out");
        migrations.run(dataSource, 1, version);
        for (String row : EarlierRows.until(version)) {
            execute(row);
        }
        assertThatThrownBy(() -> JdbcStores.of(dataSource, WITHOUT_MIGRATION))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version " + version + " of the Sallyport schema")
                .hasMessageContaining("from V" + (version + 1) + "__*.sql on");
        JdbcSchema.migrate(dataSource);
        EarlierRows.requireAll(JdbcStores.of(dataSource, WITHOUT_MIGRATION), version);
        assertThat(query("SELECT MAX(version) FROM sallyport_schema_version"))
                .isEqualTo(Integer.toString(JdbcSchema.VERSION));
    }

    static IntStream earlierVersions() {
        return IntStream.range(1, JdbcSchema.VERSION);
    }

    @Test
    void leavesTheConnectionAsItWas() throws SQLException {
        OneConnection one = new OneConnection(dataSource.getConnection());
        one.connection().setAutoCommit(false);
        assertThatThrownBy(() -> JdbcStores.of(one.dataSource(), WITHOUT_MIGRATION))
                .isInstanceOf(IllegalStateException.class);
        assertThat(one.connection().getAutoCommit()).isFalse();
    }

    @Test
    void worksWithoutFlywayOnTheClassPath() throws Throwable {
        try (WithoutFlyway loader = new WithoutFlyway()) {
            assertThatThrownBy(() -> loader.newStores(dataSource))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no Sallyport schema");
            runFiles();
            assertThat(loader.newStores(dataSource).getClass().getClassLoader()).isSameAs(loader);
        }
    }

    private int migrateApplication(String... folders) {
        return Flyway.configure()
                .dataSource(dataSource)
                .locations(folders)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate()
                .migrationsExecuted;
    }

    private void runFiles() throws Exception {
        migrations.run(dataSource, 1, JdbcSchema.VERSION);
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    String query(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    private List<String> tables() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                ResultSet rows = connection
                        .getMetaData()
                        .getTables(connection.getCatalog(), connection.getSchema(), "%", new String[] {
                            "TABLE", "BASE TABLE"
                        })) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
            }
            return names;
        }
    }
}

package dev.sallyport.store.jdbc.issues;

import static dev.sallyport.store.jdbc.issues.StartRefusals.execute;
import static dev.sallyport.store.jdbc.issues.StartRefusals.startAt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.change.StoreException;
import dev.sallyport.store.jdbc.JdbcSchema;
import dev.sallyport.store.jdbc.JdbcStores;
import dev.sallyport.store.jdbc.Postgres;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

@Timeout(120)
class PostgresStartRefusalTest {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final String name = "refused_" + NAMES.incrementAndGet();
    private final PGSimpleDataSource schema = Postgres.newSchema();

    private PGSimpleDataSource as(String user) {
        schema.setUser(user);
        return schema;
    }

    private void createUser(String... statements) throws SQLException {
        execute(Postgres.administration(), "CREATE ROLE " + name + " LOGIN");
        execute(Postgres.administration(), statements);
    }

    private String schemaName() {
        return Objects.requireNonNull(schema.getCurrentSchema());
    }

    @Test
    void userThatMayCreateNoTableIsToldSo() throws Exception {
        createUser("GRANT USAGE ON SCHEMA " + schemaName() + " TO " + name);
        startAt(as(name))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("The Sallyport schema cannot be created or upgraded")
                .hasMessageContaining("the user of the data source lacks a right; grant it")
                .hasMessageContaining("permission denied for schema " + schemaName());
    }

    @Test
    void userThatMayOnlyReadAndWriteStartsWhereTheTablesAreThere() throws Exception {
        JdbcSchema.migrate(schema);
        createUser(
                "GRANT USAGE ON SCHEMA " + schemaName() + " TO " + name,
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " + schemaName() + " TO " + name);
        try (JdbcStores stores = JdbcStores.of(as(name))) {
            assertThat(stores.users().findById("ada")).isEmpty();
        }
    }

    @Test
    void readOnlyDatabaseIsNamed() throws Exception {
        createUser(
                "GRANT ALL ON SCHEMA " + schemaName() + " TO " + name,
                "ALTER ROLE " + name + " SET default_transaction_read_only = on");
        startAt(as(name))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("it is read-only; lead the data source to the primary")
                .hasMessageContaining("cannot execute CREATE TABLE in a read-only transaction");
    }

    @Test
    void missingSchemaIsNamed() throws Exception {
        execute(Postgres.administration(), "CREATE DATABASE " + name);
        execute(Postgres.administration(name), "DROP SCHEMA public");
        PGSimpleDataSource withoutSchema = new PGSimpleDataSource();
        withoutSchema.setURL("jdbc:postgresql://127.0.0.1:" + Postgres.port() + "/" + name);
        withoutSchema.setUser("postgres");
        startAt(withoutSchema)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no schema of the search_path exists; create one");
    }

    @Test
    void schemaThatOnlyTheUrlNamesIsMade() {
        schema.setCurrentSchema(name);
        try (JdbcStores stores = JdbcStores.of(schema)) {
            assertThat(stores.users().findById("ada")).isEmpty();
        }
    }

    @Test
    void missingDatabaseIsNamed() {
        schema.setDatabaseName(name);
        startAt(schema)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the database does not exist; create it")
                .hasMessageContaining("database \"" + name + "\" does not exist");
    }

    @Test
    void unknownUserIsRefusedAtOnce() {
        startAt(as(name))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("it refused the user or the password of the data source");
    }
}

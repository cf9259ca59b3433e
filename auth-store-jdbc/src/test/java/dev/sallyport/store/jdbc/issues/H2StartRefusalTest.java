package dev.sallyport.store.jdbc.issues;

import static dev.sallyport.store.jdbc.issues.StartRefusals.execute;
import static dev.sallyport.store.jdbc.issues.StartRefusals.startAt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.change.StoreException;
import dev.sallyport.store.jdbc.JdbcStores;
import java.nio.file.Path;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class H2StartRefusalTest {
    @TempDir
    private Path folder;

    private static JdbcDataSource at(String url) {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL(url);
        dataSource.setUser("sa");
        dataSource.setPassword("s3cret");
        return dataSource;
    }

    private static String memory(String options) {
        return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1" + options;
    }

    private String file(String options) {
        return "jdbc:h2:" + folder.resolve("db") + options;
    }

    @ParameterizedTest
    @ValueSource(strings = {"Oracle", "MSSQLServer", "STRICT", "Derby", "HSQLDB"})
    void modeWithAnotherSqlIsNamed(String mode) {
        startAt(at(memory(";MODE=" + mode)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The H2 database is in the mode " + mode)
                .hasMessageContaining("leave MODE out of its URL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE",
                ";MODE=MySQL",
                ";MODE=MariaDB",
                ";MODE=LEGACY",
                ";MODE=DB2"
            })
    void otherModesWork(String options) {
        try (JdbcStores stores = JdbcStores.of(at(memory(options)))) {
            assertThat(stores.users().findById("ada")).isEmpty();
        }
    }

    @Test
    void idsThatDifferInCaseStayTwo() {
        startAt(at(memory(";IGNORECASE=TRUE")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("IGNORECASE=TRUE");
    }

    @Test
    void missingFileIsNamed() {
        startAt(at(file(";IFEXISTS=TRUE")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the database does not exist; create it");
    }

    @Test
    void wrongPasswordIsRefusedAtOnceAndNotShown() throws Exception {
        execute(at(file("")), "CREATE TABLE t (id INTEGER)");
        JdbcDataSource other = at(file(""));
        other.setPassword("wr0ng");
        startAt(other)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("it refused the user or the password of the data source")
                .hasMessageNotContaining("wr0ng");
    }

    @Test
    void readOnlyFileIsNamed() throws Exception {
        execute(at(file("")), "CREATE TABLE t (id INTEGER)");
        startAt(at(file(";ACCESS_MODE_DATA=r")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("it is read-only");
    }

    @Test
    void userThatMayCreateNoTableIsToldSo() throws Exception {
        String url = memory("");
        execute(at(url), "CREATE USER plain PASSWORD 'x'");
        JdbcDataSource plain = at(url);
        plain.setUser("plain");
        plain.setPassword("x");
        startAt(plain)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the user of the data source lacks a right; grant it");
    }
}

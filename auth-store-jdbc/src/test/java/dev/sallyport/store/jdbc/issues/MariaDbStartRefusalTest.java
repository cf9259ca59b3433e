package dev.sallyport.store.jdbc.issues;

import static dev.sallyport.store.jdbc.issues.StartRefusals.execute;
import static dev.sallyport.store.jdbc.issues.StartRefusals.startAt;

import dev.sallyport.change.StoreException;
import dev.sallyport.store.jdbc.MariaDb;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mariadb.jdbc.MariaDbDataSource;

@Timeout(120)
class MariaDbStartRefusalTest {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final String name = "refused_" + NAMES.incrementAndGet();

    /** Not named test_…, where every user may do everything. */
    private final String url = MariaDb.newUrl("").replaceFirst("/test_[0-9]+", "/" + name);

    /** Another user, with a password. */
    private MariaDbDataSource as(String password, String to) throws SQLException {
        MariaDbDataSource dataSource = new MariaDbDataSource(to.replaceAll("([?&])(user|password)=[^&]*", "$1"));
        dataSource.setUser(name);
        dataSource.setPassword(password);
        return dataSource;
    }

    /** The server runs with --skip-grant-tables until its privileges are read; its other tests go on as root then. */
    private void createUser(String rights) throws SQLException {
        execute(
                new MariaDbDataSource(MariaDb.newUrl("")),
                "FLUSH PRIVILEGES",
                "CREATE USER IF NOT EXISTS root@'127.0.0.1'",
                "GRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION",
                "CREATE DATABASE " + name,
                "CREATE USER " + name + " IDENTIFIED BY 'right'",
                "GRANT " + rights + " ON " + name + ".* TO " + name);
    }

    @Test
    void userThatMayCreateNoTableIsToldSo() throws Exception {
        createUser("SELECT, INSERT, UPDATE, DELETE");
        startAt(as("right", url))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the user of the data source lacks a right; grant it")
                .hasMessageContaining("CREATE command denied");
    }

    @Test
    void wrongPasswordIsRefusedAtOnceAndNotShown() throws Exception {
        createUser("ALL");
        startAt(as("wr0ng", url))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("it refused the user or the password of the data source")
                .hasMessageNotContaining("wr0ng");
    }

    @Test
    void missingDatabaseIsNamed() throws Exception {
        startAt(new MariaDbDataSource(url))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the database does not exist; create it")
                .hasMessageContaining("Unknown database");
    }

    @Test
    void readOnlyServerIsNamed() throws Exception {
        createUser("ALL");
        execute(new MariaDbDataSource(url), "SET GLOBAL read_only = 1");
        try {
            startAt(as("right", url))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("it is read-only; lead the data source to the primary");
        } finally {
            execute(new MariaDbDataSource(url), "SET GLOBAL read_only = 0");
        }
    }
}

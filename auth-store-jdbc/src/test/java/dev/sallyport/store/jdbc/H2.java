package dev.sallyport.store.jdbc;

import java.nio.file.Path;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;

/** H2 databases for tests. */
public final class H2 {
    private H2() {}

    /** A new one in memory, in H2's own mode. */
    public static DataSource inMemory() {
        return inMemory("");
    }

    static DataSource inMemory(String options) {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1" + options);
        return dataSource;
    }

    /** A pool; when it is disposed of, H2 closes the file. */
    static JdbcConnectionPool file(Path folder) {
        return JdbcConnectionPool.create(
                "jdbc:h2:file:" + folder.resolve("store").toAbsolutePath(), "sa", "");
    }
}

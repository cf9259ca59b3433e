package dev.sallyport.quickstart;

import java.nio.file.Path;
import java.sql.SQLException;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcConnectionPool;

/** The H2 file in the data folder. */
final class Database {
    /**
     * Room in the file is used again after ten seconds instead of 45, so that it stays small under load. No {@code WRITE_DELAY}:
     * the stores have each commit written, and with 0 the file would grow with every write. And H2 is not to close the file by
     * itself while Jetty still stops.
     */
    private static final String SETTINGS = ";RETENTION_TIME=10000;DB_CLOSE_ON_EXIT=FALSE";

    private Database() {}

    /** A pool of connections; whoever stops the program disposes of it. */
    static JdbcConnectionPool open(Path folder) throws CannotStart {
        Path file = folder.resolve("quickstart");
        if (file.toString().contains(";")) {
            throw new CannotStart("the path of DATA has a semicolon, which H2 cannot take: " + folder, null);
        }
        JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:file:" + file + SETTINGS, "sa", "");
        try {
            pool.getConnection().close();
            return pool;
        } catch (SQLException e) {
            pool.dispose();
            throw new CannotStart(
                    e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
                            ? "another process has the database in " + folder
                                    + " open; stop it, or choose another folder with DATA=…"
                            : "the database in " + folder + " cannot be opened: " + e.getMessage(),
                    e);
        }
    }
}

package dev.sallyport.store.jdbc;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

class MariaDbOutageTest extends OutageContract {
    @Override
    StoppableServer newServer(Path folder) {
        return new StoppableMariaDb();
    }

    @Override
    String lockApiKeys() {
        return "LOCK TABLES sallyport_api_key WRITE";
    }

    @Override
    void unlock(Statement statement) throws SQLException {
        statement.execute("UNLOCK TABLES");
    }

    @Override
    @Nullable
    String countListeners() {
        return null;
    }
}

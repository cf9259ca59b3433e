package dev.sallyport.store.jdbc;

import java.sql.SQLException;
import javax.sql.DataSource;

class MariaDbUnreachableTest extends UnreachableContract {
    @Override
    int port() {
        return MariaDb.port();
    }

    @Override
    DataSource newSchema(int port) throws SQLException {
        return MariaDb.through(port, MariaDb.newDatabase());
    }
}

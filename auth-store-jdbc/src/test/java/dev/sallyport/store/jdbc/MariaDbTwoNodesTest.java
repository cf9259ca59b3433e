package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class MariaDbTwoNodesTest extends TwoNodesContract {
    @Override
    DataSource newDataSource() {
        return MariaDb.newPooledDatabase();
    }
}

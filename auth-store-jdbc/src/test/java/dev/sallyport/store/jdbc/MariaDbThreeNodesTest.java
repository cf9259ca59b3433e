package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class MariaDbThreeNodesTest extends ThreeNodesContract {
    @Override
    DataSource newDataSource() {
        return MariaDb.newPooledDatabase();
    }
}

package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class MariaDbSkewedNodesTest extends SkewedNodesContract {
    @Override
    DataSource newDataSource() {
        return MariaDb.newPooledDatabase();
    }
}

package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class MariaDbThreeNodesTest extends ThreeNodesContract {
    private static final SharedSchema SCHEMA = new SharedSchema(MariaDb.newPooledDatabase());

    @Override
    DataSource newDataSource() {
        return SCHEMA.emptied();
    }
}

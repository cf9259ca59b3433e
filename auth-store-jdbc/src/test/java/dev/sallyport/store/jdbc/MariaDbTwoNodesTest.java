package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class MariaDbTwoNodesTest extends TwoNodesContract {
    private static final SharedSchema SCHEMA = new SharedSchema(MariaDb.newPooledDatabase());

    @Override
    DataSource newDataSource() {
        return SCHEMA.emptied();
    }
}

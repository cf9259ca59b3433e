package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class MariaDbRunBookTest extends RunBookContract {
    private static final SharedSchema SCHEMA = new SharedSchema(MariaDb.newPooledDatabase());

    @Override
    DataSource newDataSource() {
        return SCHEMA.emptied();
    }

    @Override
    String name() {
        return "MariaDB";
    }
}

package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class MariaDbConnectionTest extends ConnectionContract {
    private static final SharedSchema SCHEMA = new SharedSchema(MariaDb.newDatabase());

    @Override
    DataSource newDataSource() {
        return SCHEMA.emptied();
    }
}

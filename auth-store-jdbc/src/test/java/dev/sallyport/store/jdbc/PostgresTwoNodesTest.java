package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class PostgresTwoNodesTest extends TwoNodesContract {
    private static final SharedSchema SCHEMA = new SharedSchema(Postgres.newPooledSchema());

    @Override
    DataSource newDataSource() {
        return SCHEMA.emptied();
    }
}

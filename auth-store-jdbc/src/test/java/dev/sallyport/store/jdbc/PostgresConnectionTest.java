package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class PostgresConnectionTest extends ConnectionContract {
    private static final SharedSchema SCHEMA = new SharedSchema(Postgres.newSchema());

    @Override
    DataSource newDataSource() {
        return SCHEMA.emptied();
    }
}

package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class PostgresRunBookTest extends RunBookContract {
    private static final SharedSchema SCHEMA = new SharedSchema(Postgres.newPooledSchema());

    @Override
    DataSource newDataSource() {
        return SCHEMA.emptied();
    }

    @Override
    String name() {
        return "PostgreSQL";
    }
}

package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class PostgresRunBookTest extends RunBookContract {
    @Override
    DataSource newDataSource() {
        return Postgres.newPooledSchema();
    }

    @Override
    String name() {
        return "PostgreSQL";
    }
}

package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class PostgresConnectionTest extends ConnectionContract {
    @Override
    DataSource newDataSource() {
        return Postgres.newSchema();
    }
}

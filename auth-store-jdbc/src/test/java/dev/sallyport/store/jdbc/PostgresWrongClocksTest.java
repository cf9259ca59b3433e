package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class PostgresWrongClocksTest extends WrongClocksContract {
    @Override
    DataSource newDataSource() {
        return Postgres.newPooledSchema();
    }
}

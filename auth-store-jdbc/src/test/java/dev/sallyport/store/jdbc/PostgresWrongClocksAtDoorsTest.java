package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class PostgresWrongClocksAtDoorsTest extends WrongClocksAtDoorsContract {
    @Override
    DataSource newDataSource() {
        return Postgres.newPooledSchema();
    }
}

package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class PostgresWrongClocksTest extends WrongClocksContract {
    private static final SharedSchema SCHEMA = new SharedSchema(Postgres.newPooledSchema());

    @Override
    DataSource newDataSource() {
        return SCHEMA.emptied();
    }
}

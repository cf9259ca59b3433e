package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class PostgresHeldCounterTest extends HeldCounterContract {
    @Override
    DataSource newDataSource() {
        return Postgres.newPooledSchema();
    }
}

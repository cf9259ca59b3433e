package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class PostgresConcurrentRefreshTest extends ConcurrentRefreshContract {
    @Override
    DataSource newDataSource() {
        return Postgres.newPooledSchema();
    }
}

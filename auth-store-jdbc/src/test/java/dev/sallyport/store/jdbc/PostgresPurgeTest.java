package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class PostgresPurgeTest extends PurgeContract {
    @Override
    DataSource newDataSource() {
        return Postgres.newPooledSchema();
    }
}

package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class PostgresLostCommitTest extends LostCommitContract {
    @Override
    DataSource newDataSource() {
        return Postgres.newPooledSchema();
    }
}

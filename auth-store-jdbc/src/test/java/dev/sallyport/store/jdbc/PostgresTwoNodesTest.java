package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class PostgresTwoNodesTest extends TwoNodesContract {
    @Override
    DataSource newDataSource() {
        return Postgres.newPooledSchema();
    }
}

package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class PostgresSkewedNodesTest extends SkewedNodesContract {
    @Override
    DataSource newDataSource() {
        return Postgres.newPooledSchema();
    }
}

package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

/** With LISTEN and NOTIFY, as it is by default. */
class PostgresThreeNodesTest extends ThreeNodesContract {
    @Override
    DataSource newDataSource() {
        return Postgres.newPooledSchema();
    }
}

package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

/** With LISTEN and NOTIFY, as it is by default. */
class PostgresThreeNodesTest extends ThreeNodesContract {
    private static final SharedSchema SCHEMA = new SharedSchema(Postgres.newPooledSchema());

    @Override
    DataSource newDataSource() {
        return SCHEMA.emptied();
    }
}

package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class PostgresTablePrefixTest extends TablePrefixContract {
    @Override
    DataSource newDataSource() {
        return Postgres.newSchema();
    }

    @Override
    String folder() {
        return "sallyport-schema/postgresql";
    }
}

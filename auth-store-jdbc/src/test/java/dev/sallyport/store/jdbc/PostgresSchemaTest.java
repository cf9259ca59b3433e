package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class PostgresSchemaTest extends JdbcSchemaContract {
    @Override
    DataSource newDataSource() {
        return Postgres.newSchema();
    }

    @Override
    String folder() {
        return "sallyport-schema/postgresql";
    }
}

package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class PostgresLeakedCredentialTest extends LeakedCredentialContract {
    @Override
    DataSource newDataSource() {
        return Postgres.newPooledSchema();
    }
}

package dev.sallyport.store.jdbc.attacks;

import dev.sallyport.store.jdbc.Postgres;
import javax.sql.DataSource;

class PostgresSharedDatabaseTest extends SharedDatabaseContract {
    @Override
    DataSource newDataSource() {
        return Postgres.newPooledSchema();
    }
}

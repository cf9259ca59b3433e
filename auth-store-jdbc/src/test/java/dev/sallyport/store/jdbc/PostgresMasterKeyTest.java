package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;
import java.util.function.Supplier;
import javax.sql.DataSource;

class PostgresMasterKeyTest extends MasterKeyContract {
    @Override
    Supplier<Stores> newBackend() {
        DataSource database = Postgres.newPooledSchema();
        return () -> JdbcStores.of(database);
    }
}

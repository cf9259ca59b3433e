package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;
import java.util.function.Supplier;
import javax.sql.DataSource;

class MariaDbMasterKeyTest extends MasterKeyContract {
    private static final SharedSchema SCHEMA = new SharedSchema(MariaDb.newPooledDatabase());

    @Override
    Supplier<Stores> newBackend() {
        DataSource database = SCHEMA.emptied();
        return () -> JdbcStores.of(database);
    }
}

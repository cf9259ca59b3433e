package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;
import java.util.function.Supplier;
import javax.sql.DataSource;

class MariaDbMasterKeyTest extends MasterKeyContract {
    @Override
    Supplier<Stores> newBackend() {
        DataSource database = MariaDb.newPooledDatabase();
        return () -> JdbcStores.of(database);
    }
}

package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;
import java.util.function.Supplier;
import javax.sql.DataSource;

class H2MasterKeyTest extends MasterKeyContract {
    @Override
    Supplier<Stores> newBackend() {
        DataSource database = H2.inMemory();
        return () -> JdbcStores.of(database);
    }
}

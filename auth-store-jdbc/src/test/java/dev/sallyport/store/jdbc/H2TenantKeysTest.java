package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;
import java.util.function.Supplier;
import javax.sql.DataSource;

class H2TenantKeysTest extends TenantKeysContract {
    private static final SharedSchema SCHEMA = new SharedSchema(H2.inMemory());

    @Override
    Supplier<Stores> emptied() {
        DataSource database = SCHEMA.emptied();
        return () -> JdbcStores.of(database);
    }
}

package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;

class MariaDbTenantTest extends TenantContract {
    private static final SharedSchema SCHEMA = new SharedSchema(MariaDb.newPooledDatabase());

    @Override
    Stores newStores() {
        return JdbcStores.of(SCHEMA.emptied());
    }
}

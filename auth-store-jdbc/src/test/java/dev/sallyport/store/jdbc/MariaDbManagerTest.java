package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;

class MariaDbManagerTest extends ManagerContract {
    private static final SharedSchema SCHEMA = new SharedSchema(MariaDb.newPooledDatabase());

    @Override
    Stores newStores() {
        return JdbcStores.of(SCHEMA.emptied());
    }
}

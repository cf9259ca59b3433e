package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;

class H2ManagerTest extends ManagerContract {
    private static final SharedSchema SCHEMA = new SharedSchema(H2.inMemory());

    @Override
    Stores newStores() {
        return JdbcStores.of(SCHEMA.emptied());
    }
}

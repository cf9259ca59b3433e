package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;

class H2MasterKeyTest extends MasterKeyContract {
    @Override
    Stores newStores() {
        return JdbcStores.of(H2.inMemory());
    }
}

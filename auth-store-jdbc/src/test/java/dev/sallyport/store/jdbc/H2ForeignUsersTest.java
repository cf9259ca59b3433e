package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;

class H2ForeignUsersTest extends ForeignUsersContract {
    @Override
    Stores newStores() {
        return JdbcStores.of(H2.inMemory());
    }
}

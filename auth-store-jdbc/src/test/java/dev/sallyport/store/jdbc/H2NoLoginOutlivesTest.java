package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;

class H2NoLoginOutlivesTest extends NoLoginOutlivesContract {
    @Override
    Stores newStores() {
        return JdbcStores.of(H2.inMemory());
    }
}

package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;

class MariaDbMasterKeyTest extends MasterKeyContract {
    @Override
    Stores newStores() {
        return JdbcStores.of(MariaDb.newPooledDatabase());
    }
}

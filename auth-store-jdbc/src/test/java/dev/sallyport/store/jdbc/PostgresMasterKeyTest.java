package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;

class PostgresMasterKeyTest extends MasterKeyContract {
    @Override
    Stores newStores() {
        return JdbcStores.of(Postgres.newPooledSchema());
    }
}

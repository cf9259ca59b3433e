package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;

class PostgresForeignUsersTest extends ForeignUsersContract {
    @Override
    Stores newStores() {
        return JdbcStores.of(Postgres.newPooledSchema());
    }
}

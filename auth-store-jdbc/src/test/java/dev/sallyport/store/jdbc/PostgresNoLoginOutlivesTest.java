package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;

class PostgresNoLoginOutlivesTest extends NoLoginOutlivesContract {
    @Override
    Stores newStores() {
        return JdbcStores.of(Postgres.newPooledSchema());
    }
}

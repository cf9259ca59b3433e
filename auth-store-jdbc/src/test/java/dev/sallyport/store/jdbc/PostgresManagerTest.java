package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;

class PostgresManagerTest extends ManagerContract {
    private static final SharedSchema SCHEMA = new SharedSchema(Postgres.newPooledSchema());

    @Override
    Stores newStores() {
        return JdbcStores.of(SCHEMA.emptied());
    }
}

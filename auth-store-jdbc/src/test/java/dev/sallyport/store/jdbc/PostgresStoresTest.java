package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;
import dev.sallyport.testing.StoresContract;

class PostgresStoresTest extends StoresContract {
    private static final SharedSchema SCHEMA = new SharedSchema(Postgres.newPooledSchema());

    @Override
    protected Stores newStores() {
        return JdbcStores.of(SCHEMA.emptied());
    }

    @Override
    protected Stores reopen() {
        return JdbcStores.of(SCHEMA.dataSource(), JdbcSettings.defaults().withoutMigration());
    }
}

package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;
import dev.sallyport.testing.StoresContract;

/** An application may bring H2 in a mode of its choice; and every statement must have the prefix of its choice. */
class H2PostgresModeStoresTest extends StoresContract {
    @Override
    protected Stores newStores() {
        return JdbcStores.of(
                H2.inMemory(";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"),
                JdbcSettings.defaults().withTablePrefix("acme_"));
    }
}

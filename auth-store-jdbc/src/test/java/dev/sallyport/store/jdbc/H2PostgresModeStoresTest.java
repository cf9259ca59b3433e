package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;
import dev.sallyport.testing.StoresContract;

/** An application may bring H2 in a mode of its choice; and every statement must have the prefix of its choice. */
class H2PostgresModeStoresTest extends StoresContract {
    private static final JdbcSettings SETTINGS = JdbcSettings.defaults().withTablePrefix("acme_");
    private static final SharedSchema SCHEMA = new SharedSchema(
            H2.inMemory(";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"), SETTINGS);

    @Override
    protected Stores newStores() {
        return JdbcStores.of(SCHEMA.emptied(), SETTINGS);
    }
}

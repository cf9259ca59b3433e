package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;
import dev.sallyport.testing.StoresContract;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

class PostgresStoresTest extends StoresContract {
    private @Nullable DataSource dataSource;

    @Override
    protected Stores newStores() {
        dataSource = Postgres.newSchema();
        return JdbcStores.of(dataSource);
    }

    @Override
    protected Stores reopen() {
        if (dataSource == null) {
            throw new IllegalStateException("Nothing was opened");
        }
        return JdbcStores.of(dataSource, JdbcSettings.defaults().withoutMigration());
    }
}

package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;
import dev.sallyport.stores.StoresProvider;
import javax.sql.DataSource;

/** Makes {@link JdbcStores} with default settings of any data source. For {@link java.util.ServiceLoader}; without state. */
public final class JdbcStoresProvider implements StoresProvider {
    /** For the service loader. */
    public JdbcStoresProvider() {}

    @Override
    public boolean takes(Object resource) {
        return resource instanceof DataSource;
    }

    @Override
    public Stores open(Object resource) {
        return JdbcStores.of((DataSource) resource);
    }
}

package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;
import dev.sallyport.testing.StoresContract;
import java.nio.file.Path;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class H2FileStoresTest extends StoresContract {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    private @Nullable JdbcConnectionPool pool;

    @Override
    protected Stores newStores() {
        pool = H2.file(folder);
        pool.setMaxConnections(60);
        return JdbcStores.of(pool);
    }

    /** Closing the last connection closes the file, so this reads it from the disk again. */
    @Override
    protected Stores reopen() {
        closePool();
        return newStores();
    }

    @AfterEach
    void closePool() {
        if (pool != null) {
            pool.dispose();
        }
    }
}

package dev.sallyport.store.jdbc;

import dev.sallyport.stores.Stores;
import dev.sallyport.testing.StoresContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class H2FileStoresTest extends StoresContract {
    private static final String FILE = "store.mv.db";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private static Path template;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    private @Nullable JdbcConnectionPool pool;

    /** Making the tables takes longer than most tests. */
    @BeforeAll
    static void makeTables() {
        JdbcConnectionPool made = H2.file(template);
        JdbcSchema.migrate(made);
        made.dispose();
    }

    @Override
    protected Stores newStores() throws IOException {
        Files.copy(template.resolve(FILE), folder.resolve(FILE));
        return open();
    }

    private Stores open() {
        pool = H2.file(folder);
        pool.setMaxConnections(60);
        return JdbcStores.of(pool);
    }

    /** Closing the last connection closes the file, so this reads it from the disk again. */
    @Override
    protected Stores reopen() {
        closePool();
        return open();
    }

    @AfterEach
    void closePool() {
        if (pool != null) {
            pool.dispose();
        }
    }
}

package dev.sallyport.store.jdbc;

import java.io.IOException;
import java.nio.file.Path;

class PostgresOutageTest extends OutageContract {
    @Override
    StoppableServer newServer(Path folder) throws IOException {
        return new StoppablePostgres(folder);
    }

    @Override
    String lockApiKeys() {
        return "LOCK TABLE sallyport_api_key IN ACCESS EXCLUSIVE MODE";
    }

    @Override
    String countListeners() {
        return "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'";
    }
}

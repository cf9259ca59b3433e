package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class PostgresUnreachableTest extends UnreachableContract {
    @Override
    int port() {
        return Postgres.port();
    }

    @Override
    DataSource newSchema(int port) {
        return Postgres.through(port, Postgres.newSchema());
    }
}

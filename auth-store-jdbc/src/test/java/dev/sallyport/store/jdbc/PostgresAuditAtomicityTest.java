package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class PostgresAuditAtomicityTest extends AuditAtomicityContract {
    @Override
    DataSource newDataSource() {
        return Postgres.newSchema();
    }
}

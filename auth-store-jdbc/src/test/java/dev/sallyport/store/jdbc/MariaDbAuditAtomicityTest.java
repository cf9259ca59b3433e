package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class MariaDbAuditAtomicityTest extends AuditAtomicityContract {
    @Override
    DataSource newDataSource() {
        return MariaDb.newDatabase();
    }
}

package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class H2AuditAtomicityTest extends AuditAtomicityContract {
    @Override
    DataSource newDataSource() {
        return H2.inMemory();
    }
}

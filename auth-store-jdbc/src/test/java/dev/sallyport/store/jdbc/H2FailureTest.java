package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class H2FailureTest extends FailureContract {
    private static final SharedSchema SCHEMA = new SharedSchema(H2.inMemory());

    @Override
    DataSource newDataSource() {
        return SCHEMA.emptied();
    }
}

package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class H2FailureTest extends FailureContract {
    @Override
    DataSource newDataSource() {
        return H2.inMemory();
    }
}

package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class H2TwoNodesTest extends TwoNodesContract {
    @Override
    DataSource newDataSource() {
        return H2.inMemory();
    }
}

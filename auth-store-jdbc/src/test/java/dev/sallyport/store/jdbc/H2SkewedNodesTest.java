package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class H2SkewedNodesTest extends SkewedNodesContract {
    @Override
    DataSource newDataSource() {
        return H2.inMemory();
    }
}

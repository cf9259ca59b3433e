package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class H2PurgeTest extends PurgeContract {
    @Override
    DataSource newDataSource() {
        return H2.inMemory();
    }
}

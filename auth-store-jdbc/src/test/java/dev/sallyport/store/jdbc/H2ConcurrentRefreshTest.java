package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class H2ConcurrentRefreshTest extends ConcurrentRefreshContract {
    @Override
    DataSource newDataSource() {
        return H2.inMemory();
    }
}

package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class MariaDbConcurrentRefreshTest extends ConcurrentRefreshContract {
    @Override
    DataSource newDataSource() {
        return MariaDb.newPooledDatabase();
    }
}

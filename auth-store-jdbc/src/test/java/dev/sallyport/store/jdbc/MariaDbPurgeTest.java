package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class MariaDbPurgeTest extends PurgeContract {
    @Override
    DataSource newDataSource() {
        return MariaDb.newPooledDatabase();
    }
}

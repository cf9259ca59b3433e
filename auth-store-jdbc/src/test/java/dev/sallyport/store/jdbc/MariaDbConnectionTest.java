package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class MariaDbConnectionTest extends ConnectionContract {
    @Override
    DataSource newDataSource() {
        return MariaDb.newDatabase();
    }
}

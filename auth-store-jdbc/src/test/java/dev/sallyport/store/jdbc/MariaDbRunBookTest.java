package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class MariaDbRunBookTest extends RunBookContract {
    @Override
    DataSource newDataSource() {
        return MariaDb.newPooledDatabase();
    }

    @Override
    String name() {
        return "MariaDB";
    }
}

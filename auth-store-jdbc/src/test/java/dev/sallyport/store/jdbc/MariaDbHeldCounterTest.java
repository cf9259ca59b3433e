package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class MariaDbHeldCounterTest extends HeldCounterContract {
    @Override
    DataSource newDataSource() {
        return MariaDb.newPooledDatabase();
    }
}

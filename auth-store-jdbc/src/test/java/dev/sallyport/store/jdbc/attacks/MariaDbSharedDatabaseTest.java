package dev.sallyport.store.jdbc.attacks;

import dev.sallyport.store.jdbc.MariaDb;
import javax.sql.DataSource;

class MariaDbSharedDatabaseTest extends SharedDatabaseContract {
    @Override
    DataSource newDataSource() {
        return MariaDb.newPooledDatabase();
    }
}

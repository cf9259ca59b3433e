package dev.sallyport.store.jdbc.attacks;

import dev.sallyport.store.jdbc.H2;
import javax.sql.DataSource;

class H2SharedDatabaseTest extends SharedDatabaseContract {
    @Override
    DataSource newDataSource() {
        return H2.inMemory();
    }
}

package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class H2HeldCounterTest extends HeldCounterContract {
    @Override
    DataSource newDataSource() {
        return H2.inMemory(";LOCK_TIMEOUT=400");
    }
}

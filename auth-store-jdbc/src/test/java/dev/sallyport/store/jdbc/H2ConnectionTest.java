package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class H2ConnectionTest extends ConnectionContract {
    @Override
    DataSource newDataSource() {
        return H2.inMemory();
    }
}

package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class H2RunBookTest extends RunBookContract {
    @Override
    DataSource newDataSource() {
        return H2.inMemory();
    }

    @Override
    String name() {
        return "H2";
    }
}

package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class H2WrongClocksTest extends WrongClocksContract {
    @Override
    DataSource newDataSource() {
        return H2.inMemory();
    }
}

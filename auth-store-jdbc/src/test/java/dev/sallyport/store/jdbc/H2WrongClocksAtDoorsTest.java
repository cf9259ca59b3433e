package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class H2WrongClocksAtDoorsTest extends WrongClocksAtDoorsContract {
    @Override
    DataSource newDataSource() {
        return H2.inMemory();
    }
}

package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class H2LostCommitTest extends LostCommitContract {
    @Override
    DataSource newDataSource() {
        return H2.inMemory();
    }
}

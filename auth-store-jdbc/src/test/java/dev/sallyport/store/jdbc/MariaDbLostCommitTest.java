package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class MariaDbLostCommitTest extends LostCommitContract {
    @Override
    DataSource newDataSource() {
        return MariaDb.newPooledDatabase();
    }
}

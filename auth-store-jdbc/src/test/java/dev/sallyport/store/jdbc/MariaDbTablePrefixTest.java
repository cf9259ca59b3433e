package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class MariaDbTablePrefixTest extends TablePrefixContract {
    @Override
    DataSource newDataSource() {
        return MariaDb.newDatabase();
    }

    @Override
    String folder() {
        return "sallyport-schema/mariadb";
    }
}

package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class H2TablePrefixTest extends TablePrefixContract {
    @Override
    DataSource newDataSource() {
        return H2.inMemory();
    }

    @Override
    String folder() {
        return "sallyport-schema/h2";
    }
}

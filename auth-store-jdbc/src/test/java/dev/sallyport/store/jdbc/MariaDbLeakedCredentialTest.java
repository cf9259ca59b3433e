package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class MariaDbLeakedCredentialTest extends LeakedCredentialContract {
    @Override
    DataSource newDataSource() {
        return MariaDb.newPooledDatabase();
    }
}

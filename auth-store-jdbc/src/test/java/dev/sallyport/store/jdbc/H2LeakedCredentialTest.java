package dev.sallyport.store.jdbc;

import javax.sql.DataSource;

class H2LeakedCredentialTest extends LeakedCredentialContract {
    @Override
    DataSource newDataSource() {
        return H2.inMemory();
    }
}

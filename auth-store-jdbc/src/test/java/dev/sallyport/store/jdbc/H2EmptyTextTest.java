package dev.sallyport.store.jdbc;

import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** H2 as Oracle. The schema is made before, in H2's own mode. */
class H2EmptyTextTest extends EmptyTextContract {
    @Override
    DataSource emptyIsNull() {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        JdbcStores.of(at(url)).close();
        return at(url + ";MODE=Oracle");
    }

    private static DataSource at(String url) {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL(url);
        return dataSource;
    }
}

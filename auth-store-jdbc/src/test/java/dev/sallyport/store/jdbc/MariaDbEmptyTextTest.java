package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.mariadb.jdbc.MariaDbDataSource;

/** MariaDB with {@code EMPTY_STRING_IS_NULL}, which is refused at the start, as if it had slipped through. */
class MariaDbEmptyTextTest extends EmptyTextContract {
    private static final String MODE = "?sessionVariables=sql_mode='STRICT_TRANS_TABLES,EMPTY_STRING_IS_NULL'";

    @Override
    DataSource emptyIsNull() {
        try {
            String url = MariaDb.newUrl("");
            JdbcStores.of(new MariaDbDataSource(url)).close();
            return new MariaDbDataSource(url + (url.contains("?") ? MODE.replace('?', '&') : MODE));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void serverThatTakesEmptyTextsForNullIsRefused() {
        assertThatThrownBy(() -> JdbcStores.of(MariaDb.newDatabase(MODE)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The sql_mode of the MariaDB connections is '")
                .hasMessageContaining("take EMPTY_STRING_IS_NULL out of it");
    }
}

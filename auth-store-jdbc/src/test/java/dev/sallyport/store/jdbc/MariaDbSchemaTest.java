package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.change.StoreException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class MariaDbSchemaTest extends JdbcSchemaContract {
    @Override
    DataSource newDataSource() {
        return MariaDb.newDatabase();
    }

    @Override
    String folder() {
        return "sallyport-schema/mariadb";
    }

    /** MariaDB commits after each statement that changes the schema: what failed half-way has to run again. */
    @Test
    void everyStatementCanRunAgain() throws Exception {
        for (int version = 1; version <= JdbcSchema.VERSION; version++) {
            for (String statement : migrations.statements(version)) {
                execute(statement);
                execute(statement);
            }
        }
        JdbcStores.of(dataSource);
        assertThat(query("SELECT COUNT(*) FROM sallyport_change_counter")).isEqualTo("1");
        assertThat(query("SELECT COUNT(*) FROM sallyport_lock")).isEqualTo("64");
    }

    @Test
    void migrationThatFailedHalfWayRunsAgainWhenItsCauseIsGone() throws Exception {
        execute("CREATE TABLE sallyport_second_factor (owner_id INTEGER PRIMARY KEY)");
        assertThatThrownBy(() -> JdbcSchema.migrate(dataSource))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("The migration of the Sallyport schema failed");
        assertThat(query("SELECT MAX(version) FROM sallyport_schema_version")).isEqualTo("2");

        execute("DROP TABLE sallyport_second_factor");
        JdbcSchema.migrate(dataSource);
        assertThat(JdbcStores.of(dataSource).secondFactors().find("ada")).isEmpty();
    }

    @Test
    void driverThatCountsChangedRowsOnlyIsRefused() {
        assertThatThrownBy(() -> JdbcStores.of(MariaDb.newDatabase("?useAffectedRows=true")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The MariaDB driver counts changed rows where it must count those found: leave"
                        + " useAffectedRows=true out of the URL of the data source");
    }

    @Test
    void serverThatCutsTextsOffIsRefused() {
        assertThatThrownBy(() -> JdbcStores.of(
                        MariaDb.newDatabase("?jdbcCompliantTruncation=false&sessionVariables=sql_mode='ANSI'")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The sql_mode of the MariaDB connections is '")
                .hasMessageContaining("it must have STRICT_TRANS_TABLES");
    }
}

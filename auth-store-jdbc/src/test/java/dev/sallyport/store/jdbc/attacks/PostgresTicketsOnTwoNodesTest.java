package dev.sallyport.store.jdbc.attacks;

import dev.sallyport.store.jdbc.Postgres;
import javax.sql.DataSource;

class PostgresTicketsOnTwoNodesTest extends TicketsOnTwoNodesContract {
    @Override
    DataSource newDataSource() {
        return Postgres.newPooledSchema();
    }
}

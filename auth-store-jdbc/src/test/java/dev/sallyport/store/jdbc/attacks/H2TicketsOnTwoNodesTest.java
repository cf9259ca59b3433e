package dev.sallyport.store.jdbc.attacks;

import dev.sallyport.store.jdbc.H2;
import javax.sql.DataSource;

class H2TicketsOnTwoNodesTest extends TicketsOnTwoNodesContract {
    @Override
    DataSource newDataSource() {
        return H2.inMemory();
    }
}

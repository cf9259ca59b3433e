package dev.sallyport.store.jdbc;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;

/** On a file, since a database in memory calls itself not durable and its nodes do not rest on the change log. */
class H2ThreeNodesTest extends ThreeNodesContract {
    @TempDir
    static Path folder;

    private static int databases;

    @Override
    DataSource newDataSource() {
        return H2.file(folder.resolve(Integer.toString(databases++)));
    }
}

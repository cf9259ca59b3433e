package dev.sallyport.store.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Which database a data source leads to. */
record Product(Dialect dialect, boolean isDurable) {
    private static final int ANSWERS_WITHIN_SECONDS = 5;

    static Product of(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            // A pool may hand out one that it made before the server went, and what is asked below the driver knows by
            // itself.
            if (!connection.isValid(ANSWERS_WITHIN_SECONDS)) {
                throw new SQLException("The connection does not answer", "08006");
            }
            DatabaseMetaData metaData = connection.getMetaData();
            Dialect dialect = dialectOf(metaData.getDatabaseProductName());
            return new Product(dialect, !isInMemory(metaData.getURL()));
        } catch (SQLException e) {
            throw Failure.atStart(e);
        }
    }

    private static Dialect dialectOf(String product) {
        return Arrays.stream(Dialect.values())
                .filter(dialect -> dialect.productName().equals(product))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The data source leads to " + product + "; known are "
                        + Arrays.stream(Dialect.values())
                                .map(Dialect::productName)
                                .collect(Collectors.joining(", "))
                        + ("MySQL".equals(product)
                                ? ". If it is a MariaDB, leave useMysqlMetadata=true out of its URL, and use MariaDB's own driver"
                                : "")));
    }

    private static boolean isInMemory(@Nullable String url) {
        return url != null && url.startsWith("jdbc:h2:mem:");
    }
}

package dev.sallyport.store.jdbc;

import dev.sallyport.change.StoreException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The one class that names Flyway; loaded only where that is on the class path. */
final class FlywayMigration {
    private FlywayMigration() {}

    /**
     * Flyway can replace names between two signs, as in <code>${name}</code>. To it {@code sallyport_} is the name "port" between
     * "sally" and "_", and so the files need no signs that other tools would trip over.
     *
     * <p>One at a time in this process: Flyway takes no lock on H2, and two nodes that make the first table together leave a
     * migration marked as failed, which nothing runs again.
     *
     * @param found the version that is there already, by whatever tool; 0 for none
     */
    static synchronized void run(DataSource dataSource, Dialect dialect, TablePrefix prefix, int found) {
        try {
            Flyway flyway = Flyway.configure(FlywayMigration.class.getClassLoader())
                    .dataSource(dataSource)
                    .locations("classpath:" + dialect.folder())
                    .table(prefix.in("sallyport_schema_history"))
                    .placeholderPrefix("sally")
                    .placeholderSuffix("_")
                    .placeholders(Map.of("port", prefix.value()))
                    .baselineOnMigrate(true)
                    .baselineVersion(Integer.toString(found))
                    .baselineDescription("before Sallyport")
                    .load();
            if (dialect.runsMigrationsAgain() && hasFailed(flyway)) {
                flyway.repair();
            }
            flyway.migrate();
        } catch (FlywayException e) {
            throw failed(e);
        }
    }

    /** Flyway's own messages name files and versions; those of the database below them may hold more. */
    private static StoreException failed(FlywayException e) {
        StoreException failure = Failure.atStart(e, "The migration of the Sallyport schema failed");
        return failure.getCause() instanceof SQLException
                ? failure
                : new StoreException(
                        failure.getMessage() + Reason.quoted(e.getMessage()),
                        Objects.requireNonNull(failure.getCause()));
    }

    private static boolean hasFailed(Flyway flyway) {
        return Arrays.stream(flyway.info().all())
                .anyMatch(migration -> migration.getState().isFailed());
    }
}

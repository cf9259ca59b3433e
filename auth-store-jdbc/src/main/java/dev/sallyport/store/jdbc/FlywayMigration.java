package dev.sallyport.store.jdbc;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The one class that names Flyway; loaded only where that is on the class path. */
final class FlywayMigration {
    private FlywayMigration() {}

    /** @param found the version that is there already, by whatever tool; 0 for none */
    static void run(DataSource dataSource, String folder, String historyTable, int found) {
        try {
            Flyway.configure(FlywayMigration.class.getClassLoader())
                    .dataSource(dataSource)
                    .locations("classpath:" + folder)
                    .table(historyTable)
                    .baselineOnMigrate(true)
                    .baselineVersion(Integer.toString(found))
                    .baselineDescription("before Sallyport")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw Failure.of(e, "The migration of the Sallyport schema failed").exception();
        }
    }
}

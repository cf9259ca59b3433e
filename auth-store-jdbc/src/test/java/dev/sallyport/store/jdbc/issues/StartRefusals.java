package dev.sallyport.store.jdbc.issues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.store.jdbc.JdbcSettings;
import dev.sallyport.store.jdbc.JdbcStores;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.assertj.core.api.AbstractThrowableAssert;

/** Starts that can never succeed, although the settings allow a minute for the database to come. */
final class StartRefusals {
    private static final Duration WAIT = Duration.ofMinutes(1);

    /** Flyway alone repeats a refused table for nine seconds. */
    private static final Duration AT_ONCE = Duration.ofSeconds(8);

    private StartRefusals() {}

    static AbstractThrowableAssert<?, ? extends Throwable> startAt(DataSource dataSource) {
        JdbcSettings settings = JdbcSettings.defaults().withStartWait(WAIT);
        long start = System.nanoTime();
        Throwable thrown =
                catchThrowable(() -> JdbcStores.of(dataSource, settings).close());
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("time until %s", thrown)
                .isLessThan(AT_ONCE);
        return assertThat(thrown);
    }

    static void execute(DataSource dataSource, String... statements) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}

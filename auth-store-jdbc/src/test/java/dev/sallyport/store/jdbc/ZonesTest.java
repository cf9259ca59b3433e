package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TimeZone;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Isolated("because it moves the whole process to other zones")
class ZonesTest {
    @ParameterizedTest
    @MethodSource("databases")
    void timeIsTheSameInEveryZone(Supplier<DataSource> database) {
        TimeZone zone = TimeZone.getDefault();
        try {
            for (String id : List.of("Pacific/Kiritimati", "America/St_Johns", "UTC")) {
                TimeZone.setDefault(TimeZone.getTimeZone(id));
                Instant there = JdbcStores.of(database.get()).now();
                assertThat(there).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
            }
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    static Stream<Named<Supplier<DataSource>>> databases() {
        return Stream.of(
                Named.of("H2", H2::inMemory),
                Named.of("PostgreSQL", Postgres::newSchema),
                Named.of("MariaDB", MariaDb::newDatabase));
    }
}

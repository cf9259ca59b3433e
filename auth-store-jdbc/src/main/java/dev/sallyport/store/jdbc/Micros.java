package dev.sallyport.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Instants as whole microseconds since 1970-01-01T00:00:00Z, rounded down.
 *
 * <p>See decision 0017.
 */
final class Micros {
    private static final long PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final long FAR_AWAY = Long.MAX_VALUE / PER_SECOND - 1;

    private Micros() {}

    static long of(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), PER_SECOND), instant.getNano() / NANOS_PER_MICRO);
    }

    /** Converts an instant that is only compared; one out of range becomes the nearest end of the range. */
    static long near(Instant instant) {
        if (Math.abs(instant.getEpochSecond()) > FAR_AWAY) {
            return instant.isAfter(Instant.EPOCH) ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
        return of(instant);
    }

    static @Nullable Long ofNullable(@Nullable Instant instant) {
        return instant == null ? null : Long.valueOf(of(instant));
    }

    static Instant read(ResultSet row, String column) throws SQLException {
        return instant(row.getLong(column));
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static @Nullable Instant readNullable(ResultSet row, String column) throws SQLException {
        Instant instant = read(row, column);
        return row.wasNull() ? null : instant;
    }
}

package dev.sallyport.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MovableClockTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void standsStillUntilMoved() {
        MovableClock clock = MovableClock.at(START);
        assertThat(clock.instant()).isEqualTo(START);
        assertThat(clock.advance(Duration.ofSeconds(90))).isEqualTo(START.plusSeconds(90));
        assertThat(clock.millis()).isEqualTo(START.plusSeconds(90).toEpochMilli());
        assertThat(clock.advance(Duration.ofSeconds(-30))).isEqualTo(START.plusSeconds(60));
        clock.set(START);
        assertThat(clock.instant()).isEqualTo(START);
    }

    @Test
    void losesNoMoveOfManyThreads() {
        MovableClock clock = MovableClock.at(START);
        Together.run(8, i -> {
            for (int round = 0; round < 1_000; round++) {
                clock.advance(Duration.ofMillis(1));
            }
            return true;
        });
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(8));
    }
}

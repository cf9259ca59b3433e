package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutageTest {
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    private long now = Long.MAX_VALUE - 1_000;
    private final Outage outage = new Outage(() -> now);

    @Test
    void databaseThatCannotBeReachedIsAnOutageAtOnce() {
        pass(Duration.ofMillis(1));
        outage.failed(now, new SQLException("refused", "08001"));
        assertThat(outage.refuses()).isTrue();
        pass(Outage.BETWEEN_ATTEMPTS);
        assertThat(outage.refuses()).as("one attempt").isFalse();
        assertThat(outage.refuses()).as("and no second one").isTrue();
        outage.ended();
        assertThat(outage.refuses()).isFalse();
    }

    @Test
    void poolThatWrapsTheFailureOfItsDriverIsHeard() {
        outage.failed(
                now, new SQLTransientConnectionException("timed out after 30 s", null, new SQLException("x", "08006")));
        assertThat(outage.refuses()).isTrue();
    }

    @Test
    void timeoutsInARowAreAnOutage() {
        for (int i = 0; i < Outage.MANY; i++) {
            assertThat(outage.refuses()).isFalse();
            waitInVain();
        }
        assertThat(outage.refuses()).isTrue();
    }

    @Test
    void timeoutOfThePoolItselfCountsLikeOurs() {
        for (int i = 0; i < Outage.MANY; i++) {
            assertThat(outage.refuses()).isFalse();
            long began = now;
            pass(FIVE_SECONDS);
            outage.failed(began, new SQLTransientConnectionException("all in use"));
        }
        assertThat(outage.refuses()).isTrue();
    }

    @Test
    void fullPoolThatServesAnybodyIsNoOutage() {
        for (int i = 0; i < 100; i++) {
            long began = now;
            pass(FIVE_SECONDS);
            outage.ended();
            pass(Duration.ofMillis(1));
            for (int caller = 0; caller < 10; caller++) {
                outage.timedOut(began);
            }
            assertThat(outage.refuses()).isFalse();
        }
    }

    @Test
    void quickFailureOfAnotherKindIsNoOutage() {
        for (int i = 0; i < 100; i++) {
            pass(Duration.ofMillis(1));
            outage.failed(now, new SQLException("all in use"));
            outage.failed(now, new SQLException("too many clients", "53300"));
        }
        assertThat(outage.refuses()).isFalse();
    }

    private void waitInVain() {
        long began = now;
        pass(FIVE_SECONDS);
        outage.timedOut(began);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}

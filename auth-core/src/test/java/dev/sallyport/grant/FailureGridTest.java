package dev.sallyport.grant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailureGridTest {
    @Test
    void waitsForTheNextLine() {
        Duration step = Duration.ofMillis(10);
        FailureGrid grid = new FailureGrid(step);
        long late = step.toNanos() * 3 / 2;
        long start = grid.start() - late;
        grid.hold(AnswerHold.ON_THREAD, start);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(2 * step.toNanos());
    }

    @Test
    void whatComesExactlyOnALineWaitsForTheNextOne() {
        FailureGrid grid = new FailureGrid(Duration.ofMillis(10));
        long start = grid.start();
        grid.hold(AnswerHold.ON_THREAD, start);
        assertThat(System.nanoTime() - start)
                .isGreaterThanOrEqualTo(Duration.ofMillis(10).toNanos());
    }

    @Test
    void zeroDoesNotWait() {
        new FailureGrid(Duration.ZERO).hold(AnswerHold.ON_THREAD, Long.MIN_VALUE);
    }

    @Test
    void interruptedThreadGoesOnAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        new FailureGrid(Duration.ofSeconds(5)).hold(AnswerHold.ON_THREAD, System.nanoTime());
        assertThat(Thread.interrupted()).isTrue();
    }
}

package dev.sallyport.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponseTimeGridTest {
    @Test
    void waitsForTheNextLine() {
        Duration step = Duration.ofMillis(10);
        ResponseTimeGrid grid = new ResponseTimeGrid(step);
        long late = step.toNanos() * 3 / 2;
        long start = grid.start() - late;
        grid.hold(AnswerHold.ON_THREAD, start);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(2 * step.toNanos());
    }

    @Test
    void whatComesExactlyOnALineWaitsForTheNextOne() {
        ResponseTimeGrid grid = new ResponseTimeGrid(Duration.ofMillis(10));
        long start = grid.start();
        grid.hold(AnswerHold.ON_THREAD, start);
        assertThat(System.nanoTime() - start)
                .isGreaterThanOrEqualTo(Duration.ofMillis(10).toNanos());
    }

    @Test
    void answerIsHeldUntilALineThatIsStillToCome() {
        long step = Duration.ofSeconds(10).toNanos();
        ResponseTimeGrid grid = new ResponseTimeGrid(Duration.ofSeconds(10));
        for (long late : new long[] {0, step - 1, step, step + 1, 7 * step / 2}) {
            List<Long> held = new ArrayList<>();
            long before = grid.start();
            long start = before - late;
            grid.hold(held::add, start);
            long after = grid.start();
            assertThat(held).hasSize(1);
            assertThat((held.get(0) - start) % step).isZero();
            assertThat(held.get(0) - before).isPositive();
            assertThat(held.get(0) - after).isLessThanOrEqualTo(step);
        }
    }

    @Test
    void zeroDoesNotWait() {
        new ResponseTimeGrid(Duration.ZERO).hold(until -> fail("held back"), Long.MIN_VALUE);
    }

    @Test
    void interruptedThreadGoesOnAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        new ResponseTimeGrid(Duration.ofSeconds(5)).hold(AnswerHold.ON_THREAD, System.nanoTime());
        assertThat(Thread.interrupted()).isTrue();
    }
}

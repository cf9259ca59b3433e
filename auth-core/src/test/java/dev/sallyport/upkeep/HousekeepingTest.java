package dev.sallyport.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HousekeepingTest {
    private static final Duration PERIOD = Duration.ofMillis(5);

    /** By the real clock and the real executor; a turn that failed is followed by others. */
    @Test
    void tasksTakeTurnsWhateverFails() throws InterruptedException {
        CountDownLatch failed = new CountDownLatch(3);
        CountDownLatch done = new CountDownLatch(3);
        Upkeep.Task failing = new Upkeep.Task("fail", PERIOD, () -> {
            failed.countDown();
            throw new IllegalStateException("by the test's wish");
        });
        Housekeeping housekeeping =
                new Housekeeping(List.of(failing, new Upkeep.Task("work", PERIOD, done::countDown)), List.of());
        try (housekeeping) {
            assertThat(failed.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void lastTasksAreDoneInOrderAndOnceEvenWhereOneFails() {
        List<String> done = new ArrayList<>();
        Housekeeping housekeeping = new Housekeeping(
                List.of(),
                List.of(
                        new Upkeep.Task("mark", PERIOD, () -> {
                            done.add("mark");
                            throw new IllegalStateException("by the test's wish");
                        }),
                        new Upkeep.Task("write", PERIOD, () -> done.add("write"))));
        housekeeping.close();
        housekeeping.close();
        assertThat(done).containsExactly("mark", "write");
    }
}

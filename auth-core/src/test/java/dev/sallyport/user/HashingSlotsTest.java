package dev.sallyport.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HashingSlotsTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void neverRunsMoreThanAreAllowedAtOnce() throws Exception {
        HashingSlots gate = new HashingSlots(new HashingPolicy(3, 100, Duration.ofSeconds(30)));
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Future<Integer>> results = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            results.add(threads.submit(() -> gate.run(1, () -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                LockSupport.parkNanos(100_000);
                return running.decrementAndGet();
            })));
        }
        for (Future<Integer> result : results) {
            result.get(30, TimeUnit.SECONDS);
        }
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void turnsAwayAtOnceWhoFindsTooManyWaiting() throws Exception {
        HashingSlots gate = new HashingSlots(new HashingPolicy(1, 0, Duration.ofSeconds(60)));
        whileHeld(gate, 1, () -> {
            assertThatThrownBy(() -> gate.run(1, () -> "ran"))
                    .isInstanceOfSatisfying(
                            HashingBusyException.class,
                            busy -> assertThat(busy.retryAfter()).isPositive())
                    .hasMessage("Password hashing is busy: too many callers wait (parallel=1 waiting=0 inside=2)");
        });
        assertThat(gate.run(1, () -> "ran")).isEqualTo("ran");
    }

    @Test
    void turnsAwayWhoWaitedTooLong() throws Exception {
        HashingSlots gate = new HashingSlots(new HashingPolicy(1, 5, Duration.ZERO));
        whileHeld(gate, 1, () -> {
            assertThatThrownBy(() -> gate.run(1, () -> "ran"))
                    .isInstanceOf(HashingBusyException.class)
                    .hasMessageContaining("a caller waited for PT0S");
        });
        assertThat(gate.run(1, () -> "ran")).isEqualTo("ran");
    }

    @Test
    void heavyWorkTakesSeveralPlacesAndAtMostAllOfThem() throws Exception {
        HashingSlots gate = new HashingSlots(new HashingPolicy(2, 5, Duration.ZERO));
        whileHeld(gate, 14, () -> {
            assertThatThrownBy(() -> gate.run(1, () -> "ran")).isInstanceOf(HashingBusyException.class);
        });
        whileHeld(gate, 1, () -> {
            assertThat(gate.run(1, () -> "ran")).isEqualTo("ran");
        });
    }

    @Test
    void givesItsPlaceBackWhenTheWorkFails() {
        HashingSlots gate = new HashingSlots(new HashingPolicy(1, 0, Duration.ZERO));
        assertThatThrownBy(() -> gate.run(1, () -> {
                    throw new IllegalStateException("work");
                }))
                .hasMessage("work");
        assertThat(gate.run(1, () -> "ran")).isEqualTo("ran");
    }

    @Test
    void interruptedCallerIsTurnedAwayAndStaysInterrupted() {
        HashingSlots gate = new HashingSlots(new HashingPolicy(1, 0, Duration.ofSeconds(1)));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> gate.run(1, () -> "ran")).isInstanceOf(HashingBusyException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(gate.run(1, () -> "ran")).isEqualTo("ran");
    }

    @Test
    void policyNamesTheSettingTheLimitAndTheValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HashingPolicy(0, 1, Duration.ZERO))
                .withMessage("parallel is 1 to 1024, this is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HashingPolicy(1, 10_001, Duration.ZERO))
                .withMessage("waiting is 0 to 10000, this is 10001");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HashingPolicy(1, 1, Duration.ofSeconds(61)))
                .withMessage("maxWait is 0 to PT1M, this is PT1M1S");
        assertThat(HashingPolicy.defaults().parallel())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    /** Runs the body while work of this weight is under way on another thread. */
    private void whileHeld(HashingSlots gate, int weight, Runnable body) throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Future<Boolean> work = threads.submit(() -> gate.run(weight, () -> {
            started.countDown();
            try {
                return release.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }));
        assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
        body.run();
        release.countDown();
        assertThat(work.get(60, TimeUnit.SECONDS)).isTrue();
    }
}

package dev.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;

/** No valid token is refused while keys come and go. */
class RotationUnderLoadTest {
    private static final int THREADS = 4;
    private static final int ROTATIONS = 60;

    @Test
    void everyTokenIsAcceptedWhileKeysRotate() throws Exception {
        TokenFixture fixture = new TokenFixture(TokenFixture.policy(SigningAlgorithm.EDDSA)
                .withRotationPeriod(Duration.ofHours(2))
                .withMaximumLifetime(Duration.ofHours(1))
                .checked());
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger verified = new AtomicInteger();
        // Time stands still from the issue of a token to its check; keys come and go meanwhile.
        ReadWriteLock time = new ReentrantReadWriteLock();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> callers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            callers.add(threads.submit(() -> {
                while (!done.get()) {
                    time.readLock().lock();
                    try {
                        assertThat(fixture.verified(fixture.issue()).subject()).isEqualTo("7");
                    } finally {
                        time.readLock().unlock();
                    }
                    verified.incrementAndGet();
                }
            }));
        }
        try {
            for (int i = 0; i < ROTATIONS; i++) {
                time.writeLock().lock();
                try {
                    fixture.clock.advance(Duration.ofMinutes(10));
                } finally {
                    time.writeLock().unlock();
                }
                int before = verified.get();
                fixture.keys.rotateIfDue();
                if (i % 10 == 9) {
                    fixture.keys.rotateNow();
                }
                fixture.keys.reload();
                while (verified.get() < before + THREADS && callers.stream().noneMatch(Future::isDone)) {
                    Thread.onSpinWait();
                }
            }
        } finally {
            done.set(true);
            threads.shutdown();
        }
        for (Future<?> caller : callers) {
            assertThat(caller.get(1, TimeUnit.MINUTES)).isNull();
        }
        assertThat(fixture.store.findAll().get(0).period()).isGreaterThan(3);
    }
}

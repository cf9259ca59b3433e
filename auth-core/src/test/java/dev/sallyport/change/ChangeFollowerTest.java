package dev.sallyport.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.memory.InMemoryStores;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChangeFollowerTest {
    /** A signal as a test can send it. */
    private static final class BySignal implements ChangeSignal {
        final AtomicInteger published = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();
        volatile @Nullable Runnable wake;
        volatile boolean broken;

        @Override
        public void subscribe(Runnable listener) {
            wake = listener;
        }

        @Override
        public void publish() {
            published.incrementAndGet();
            if (broken) {
                throw new IllegalStateException("broken, by the test's wish");
            }
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }

        void send() {
            Runnable listener = wake;
            if (listener == null) {
                throw new IllegalStateException("Nobody listens");
            }
            listener.run();
        }
    }

    /** Each look waits until the test lets it go on. */
    private static final class SlowLog implements ChangeLog {
        final AtomicInteger looks = new AtomicInteger();
        final Semaphore goOn = new Semaphore(0);

        @Override
        public Tail readAfter(long number, int max) {
            looks.incrementAndGet();
            goOn.acquireUninterruptibly();
            return new Tail("one", 0, List.of());
        }
    }

    private final BySignal signal = new BySignal();

    @Test
    void signalLeadsToALookLongBeforeTheNextTurn() {
        SlowLog log = new SlowLog();
        log.goOn.release(1_000);
        try (ChangeFollower follower = follow(log)) {
            long start = System.nanoTime();
            for (int sent = 1; sent <= 20; sent++) {
                int before = log.looks.get();
                signal.send();
                await(log.looks, before + 1);
            }
            // By its turns alone it would take twenty seconds.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
            assertThat(follower).isNotNull();
        }
    }

    @Test
    void signalsDuringALookAreAnsweredByOneMore() {
        SlowLog log = new SlowLog();
        long start = System.nanoTime();
        try (ChangeFollower follower = follow(log)) {
            signal.send();
            await(log.looks, 1);
            for (int i = 0; i < 10_000; i++) {
                signal.send();
            }
            log.goOn.release(1_000_000);
            await(log.looks, 2);
            assertThat(follower).isNotNull();
        }
        // One more for a race between two signals, and one for the turn of each second that begins meanwhile.
        int turns = 1 + (int) Duration.ofNanos(System.nanoTime() - start).toSeconds();
        assertThat(log.looks.get()).isBetween(2, 3 + turns);
    }

    @Test
    void commitIsPublishedAndSucceedsThoughTheSignalIsBroken() {
        WatchedStores stores = WatchedStores.over(InMemoryStores.create());
        try (Node node = Node.over(stores, settings -> settings.changeSignal(signal))) {
            node.user("ada", "viewer");
            int before = signal.published.get();
            signal.broken = true;
            NewApiKey key = node.key("ada");
            assertThatCode(() -> node.auth.ownerChanged("ada")).doesNotThrowAnyException();
            assertThat(signal.published.get()).isGreaterThan(before);
            node.accepted(key.secret());
        }
        assertThat(signal.closed).hasValue(1);
    }

    @Test
    void signalDuringACloseIsHarmless() throws InterruptedException {
        SlowLog log = new SlowLog();
        log.goOn.release(1_000_000);
        ChangeFollower follower = follow(log);
        CountDownLatch closed = new CountDownLatch(1);
        Thread sender = new Thread(() -> {
            while (closed.getCount() > 0) {
                signal.send();
            }
        });
        sender.start();
        follower.close();
        closed.countDown();
        sender.join();
        signal.send();
        int looks = log.looks.get();
        assertThat(closed.await(1, TimeUnit.SECONDS)).isTrue();
        assertThat(log.looks).hasValue(looks);
    }

    private ChangeFollower follow(ChangeLog log) {
        ChangeFollower follower = new ChangeFollower(signal, InstantSource.system());
        follower.start(new ChangeTail(log, InstantSource.system(), Duration.ofSeconds(30), changes -> {}, () -> {}));
        return follower;
    }

    private static void await(AtomicInteger counter, int value) {
        while (counter.get() < value) {
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }
}

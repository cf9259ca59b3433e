package dev.sallyport.servlet.exchange;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where requests wait for what is still to come of them, and answers for their time; how many of them at once. One for each servlet
 * context, and one thread while somebody waits. Safe for use by many threads.
 */
public final class Lobby implements AutoCloseable {
    /** How long a body may take, from when its request came. */
    public static final Duration DEADLINE = Duration.ofSeconds(5);

    /** How much of the bodies of all that wait is kept, in bytes. */
    private static final long MAX_KEPT = 32L * 1024 * 1024;

    private static final int MAX_WAITING = 4096;
    private static final int MAX_THREADS = 8;

    /** Of an address, a /56 and a /48. */
    private static final List<Integer> WAITING = List.of(512, 1024, 2048);

    private static final List<Integer> THREADS = List.of(4, 5, 6);
    private static final Duration IDLE = Duration.ofSeconds(10);

    /** Those that hold no thread. */
    final Places waiting = new Places(MAX_WAITING, WAITING);

    /** Those that hold a thread of the container, because the request cannot be served asynchronously. */
    final Places threads = new Places(MAX_THREADS, THREADS);

    private final AtomicLong kept = new AtomicLong();
    private final ScheduledThreadPoolExecutor timer;

    public Lobby() {
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            // Nothing of the request that happens to make it.
            Thread made = new Thread(null, task, "sallyport-timer", 0, false);
            made.setDaemon(true);
            made.setContextClassLoader(Lobby.class.getClassLoader());
            return made;
        });
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    /** @return null when this is closed: then nobody is to wait */
    @Nullable
    Future<?> in(long nanos, Runnable task) {
        try {
            return timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            return null;
        }
    }

    /** @return whether there is room for so many bytes more; then they are to be given back */
    boolean keep(int bytes) {
        if (kept.addAndGet(bytes) > MAX_KEPT) {
            kept.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void giveBack(int bytes) {
        kept.addAndGet(-bytes);
    }

    /** Ends the thread. Who waits still is let go by the container, which is stopping. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}

package dev.sallyport.thread;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A bounded queue of work for one background thread, which exists while there is work. Safe for use by many threads. */
public final class WorkQueue implements AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration LAST_WORK = Duration.ofSeconds(10);

    private final ThreadPoolExecutor executor;

    /** @param capacity maximum amount of waiting work */
    public WorkQueue(String threadName, int capacity) {
        this.executor = new ThreadPoolExecutor(
                1,
                1,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(capacity),
                work -> BackgroundThread.of(work, threadName));
        executor.allowCoreThreadTimeOut(true);
    }

    /**
     * Adds work, which must not throw.
     *
     * @return false when the queue is full or closed
     */
    public boolean offer(Runnable work) {
        try {
            executor.execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Accepts no more work, and waits up to 10 seconds for the waiting work to finish. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(LAST_WORK.toSeconds(), TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}

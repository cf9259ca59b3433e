package dev.sallyport.upkeep;

import dev.sallyport.log.RareLines;
import dev.sallyport.thread.BackgroundThread;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The background thread for tasks that can wait. A task that fails is tried again at its next turn.
 */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Housekeeping.class.getName());
    private static final Duration LAST_WORK = Duration.ofSeconds(10);

    final List<Upkeep.Task> tasks;
    private final ScheduledThreadPoolExecutor executor;
    private final List<Upkeep.Task> last;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Thread thread;

    /** @param last done once, in this order, after the thread has ended */
    Housekeeping(List<Upkeep.Task> tasks, List<Upkeep.Task> last) {
        this.tasks = List.copyOf(tasks);
        this.last = List.copyOf(last);
        this.executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = BackgroundThread.of(task, "sallyport-housekeeping");
            thread = made;
            return made;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        tasks.forEach(this::schedule);
    }

    private void schedule(Upkeep.Task task) {
        long millis = task.period().toMillis();
        RareLines failures = new RareLines(LOG);
        var unused = executor.scheduleWithFixedDelay(
                () -> attempt(task.what(), task.work(), failures), millis, millis, TimeUnit.MILLISECONDS);
    }

    private static void attempt(String what, Runnable task, RareLines failures) {
        try {
            task.run();
        } catch (RuntimeException e) {
            failures.log(Level.WARNING, "Could not " + what + "; it is tried again", e);
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        executor.shutdown();
        try {
            awaitEnd();
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
        last.forEach(task -> attempt(task.what(), task.work(), new RareLines(LOG)));
    }

    /** An executor counts as terminated a moment before its thread has ended, so the thread itself is waited for. */
    private void awaitEnd() throws InterruptedException {
        Thread background = thread;
        if (background == null) {
            return;
        }
        background.join(LAST_WORK.toMillis());
        if (background.isAlive()) {
            executor.shutdownNow();
            background.join(LAST_WORK.toMillis());
        }
        if (background.isAlive()) {
            LOG.log(Level.WARNING, "The store does not answer, so the background thread did not end");
        }
    }
}

package dev.sallyport;

import dev.sallyport.apikey.LastUsed;
import dev.sallyport.grant.LeakReports;
import dev.sallyport.log.RareLines;
import dev.sallyport.stores.Stores;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The background thread for what can wait: writes last-used marks and audit notices, rotates signing keys, removes what is
 * over. A task that fails is tried again at its next turn.
 */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Housekeeping.class.getName());
    private static final Duration NOTICES = Duration.ofSeconds(1);
    private static final Duration ROTATION_CHECK = Duration.ofSeconds(60);
    private static final Duration RESEALING = Duration.ofMillis(250);
    private static final Duration PURGE = Duration.ofSeconds(60);
    private static final Duration LEAKS = Duration.ofSeconds(1);
    private static final Duration LAST_WORK = Duration.ofSeconds(10);

    /** What is done again and again, with so much time between two turns. */
    record Task(String what, Duration period, Runnable work) {}

    final List<Task> tasks;
    private final ScheduledThreadPoolExecutor executor;
    private final ChangeFollower follower;
    private final LastUsed lastUsed;
    private final NoticeQueue notices;
    private final Stores stores;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Thread thread;

    Housekeeping(List<Task> tasks, ChangeFollower follower, LastUsed lastUsed, NoticeQueue notices, Stores stores) {
        this.tasks = List.copyOf(tasks);
        this.follower = follower;
        this.lastUsed = lastUsed;
        this.notices = notices;
        this.stores = stores;
        this.executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = BackgroundThread.of(task, "sallyport-housekeeping");
            thread = made;
            return made;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        tasks.forEach(this::schedule);
    }

    /** @param leakReports null where none are taken */
    static List<Task> tasksOf(Features features, NoticeQueue notices, Purge purge, @Nullable LeakReports leakReports) {
        List<Task> tasks = new ArrayList<>();
        tasks.add(new Task("write last-used marks", LastUsed.INTERVAL, features.lastUsed::flush));
        tasks.add(new Task("rotate signing keys", ROTATION_CHECK, features.signingKeys::rotateIfDue));
        if (features.masterKeyRotation.isUnderWay()) {
            tasks.add(new Task(
                    "seal values anew under the present master key", RESEALING, features.masterKeyRotation::step));
        }
        tasks.add(new Task("write audit events", NOTICES, notices::flush));
        tasks.add(new Task("remove what is over", PURGE, purge::run));
        if (leakReports != null) {
            tasks.add(new Task("work on reports of leaked credentials", LEAKS, leakReports::work));
        }
        return tasks;
    }

    private void schedule(Task task) {
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
        follower.close();
        try {
            awaitEnd();
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
        attempt("write last-used marks", lastUsed::flush, new RareLines(LOG));
        attempt("write audit events", notices::close, new RareLines(LOG));
        stores.close();
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

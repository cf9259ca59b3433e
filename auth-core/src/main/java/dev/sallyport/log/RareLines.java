package dev.sallyport.log;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Limit of the log lines of one kind: at most one a second, and the next one tells how many were left out. A failure of one class
 * from one place is written with its stack trace at most once a minute. Everything that requests or an outage can cause is logged
 * through an instance of this, one for each kind: a line with a stack trace for each request of a flood fills a disk. Safe for use by
 * many threads.
 */
public final class RareLines {
    private static final long PERIOD = TimeUnit.SECONDS.toNanos(1);
    private static final long TRACE_PERIOD = TimeUnit.MINUTES.toNanos(1);
    private static final int TOP = 10;

    private final Logger log;
    private final LongSupplier nanoTime;
    private final AtomicLong nextAt;
    private final AtomicLong leftOut = new AtomicLong();
    private volatile @Nullable Trace last;

    /** The failure whose stack trace was written last. */
    private record Trace(String type, List<StackTraceElement> top, long nanos) {}

    public RareLines(Logger log) {
        this(log, System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime} */
    public RareLines(Logger log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
        this.nextAt = new AtomicLong(nanoTime.getAsLong());
    }

    public void log(Level level, String line) {
        log(level, line, null);
    }

    /** @param cause null when there is none */
    public void log(Level level, String line, @Nullable Throwable cause) {
        long now = nanoTime.getAsLong();
        long next = nextAt.get();
        if (now - next < 0 || !nextAt.compareAndSet(next, now + PERIOD)) {
            leftOut.incrementAndGet();
            return;
        }
        long others = leftOut.getAndSet(0);
        String text = others == 0 ? line : line + " (and " + others + " more such lines were left out)";
        if (cause == null) {
            log.log(level, text);
        } else if (isTraced(cause, now)) {
            log.log(level, text + ": " + cause.getClass().getName() + ", as in the last stack trace of such a line");
        } else {
            log.log(level, text, cause);
        }
    }

    /** Tells whether the stack trace of such a failure was written within the last minute; notes it otherwise. */
    private boolean isTraced(Throwable cause, long now) {
        List<StackTraceElement> top =
                Stream.of(cause.getStackTrace()).limit(TOP).toList();
        Trace trace = new Trace(cause.getClass().getName(), top, now);
        Trace before = last;
        if (before != null
                && before.type.equals(trace.type)
                && before.top.equals(trace.top)
                && now - before.nanos < TRACE_PERIOD) {
            return true;
        }
        last = trace;
        return false;
    }
}

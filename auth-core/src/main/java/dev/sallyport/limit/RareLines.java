package dev.sallyport.limit;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Log lines of one kind, at most one a second; the next one tells how many were left out. For whatever requests or an outage can cause:
 * a line with a stack trace for each request of a flood fills a disk. Safe for use by many threads.
 */
public final class RareLines {
    private static final long PERIOD = TimeUnit.SECONDS.toNanos(1);

    private final Logger log;
    private final LongSupplier nanoTime;
    private final AtomicLong nextAt;
    private final AtomicLong leftOut = new AtomicLong();

    public RareLines(Logger log) {
        this(log, System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime} */
    public RareLines(Logger log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
        this.nextAt = new AtomicLong(nanoTime.getAsLong());
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
        } else {
            log.log(level, text, cause);
        }
    }
}

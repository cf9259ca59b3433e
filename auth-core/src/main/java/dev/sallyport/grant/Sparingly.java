package dev.sallyport.grant;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Lets one line of a kind into the log each second, with how many were left out: in a flood every request could have one. */
final class Sparingly {
    private static final long BETWEEN = TimeUnit.SECONDS.toNanos(1);

    private final AtomicLong last = new AtomicLong(System.nanoTime() - BETWEEN);
    private final AtomicInteger leftOut = new AtomicInteger();

    /** @param line gets what to put behind the text: nothing, or how many lines were left out */
    void log(Consumer<String> line) {
        long now = System.nanoTime();
        long before = last.get();
        if (now - before >= BETWEEN && last.compareAndSet(before, now)) {
            int left = leftOut.getAndSet(0);
            line.accept(left == 0 ? "" : " (" + left + " more since the last such line)");
        } else {
            leftOut.incrementAndGet();
        }
    }
}

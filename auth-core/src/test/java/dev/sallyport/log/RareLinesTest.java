package dev.sallyport.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RareLinesTest {
    private final List<String> written = new ArrayList<>();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final RareLines lines = new RareLines(new Written(), now::get);

    private final class Written implements System.Logger {
        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String line, @Nullable Throwable cause) {
            written.add(line + (cause == null ? "" : " " + cause.getMessage()));
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String line, Object @Nullable ... parts) {
            written.add(String.valueOf(line));
        }
    }

    @Test
    void oneASecondAndTheNextTellsHowManyWereLeftOut() {
        for (int i = 0; i < 1_000; i++) {
            lines.log(Level.WARNING, "The store failed", new IllegalStateException("down"));
        }
        assertThat(written).containsExactly("The store failed down");
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        lines.log(Level.WARNING, "The store failed", null);
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        lines.log(Level.WARNING, "The store failed", null);
        assertThat(written)
                .containsExactly(
                        "The store failed down",
                        "The store failed (and 999 more such lines were left out)",
                        "The store failed");
    }

    @Test
    void stackTraceComesOnceAMinuteForFailuresFromOnePlace() {
        for (int i = 0; i < 61; i++) {
            lines.log(Level.WARNING, "The store failed", failure());
            now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        }
        assertThat(written).hasSize(61);
        assertThat(written.stream().filter("The store failed down"::equals)).hasSize(2);
        assertThat(written.get(1))
                .isEqualTo(
                        "The store failed: java.lang.IllegalStateException, as in the last stack trace of such a line");
    }

    @Test
    void failureFromAnotherPlaceHasItsStackTrace() {
        lines.log(Level.WARNING, "The store failed", failure());
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        lines.log(Level.WARNING, "The store failed", new IllegalStateException("elsewhere"));
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        lines.log(Level.WARNING, "The store failed", new IllegalArgumentException("other"));
        assertThat(written)
                .containsExactly("The store failed down", "The store failed elsewhere", "The store failed other");
    }

    private static Exception failure() {
        return new IllegalStateException("down");
    }
}

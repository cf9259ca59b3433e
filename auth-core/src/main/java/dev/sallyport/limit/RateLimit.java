package dev.sallyport.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How many requests are allowed in which time: one window or several, all of which must have room. Immutable.
 *
 * <p>Written {@code 100/minute}, {@code 10/second}, {@code 5/30s} or {@code 100/hour, 1000/day}. The units are {@code second},
 * {@code minute}, {@code hour} and {@code day}, or a number with {@code s}, {@code m}, {@code h} or {@code d}.
 *
 * @param windows 1 to {@value #MAX_WINDOWS}, each over another period
 */
public record RateLimit(List<Window> windows) {
    /** The largest number of windows in one limit. */
    public static final int MAX_WINDOWS = 4;

    private static final int MAX_TEXT = 100;
    private static final int MAX_DIGITS = 9;

    private static final Map<String, Duration> UNITS = Map.of(
            "second", Duration.ofSeconds(1),
            "minute", Duration.ofMinutes(1),
            "hour", Duration.ofHours(1),
            "day", Duration.ofDays(1));

    private static final Map<Character, Duration> SHORT_UNITS = Map.of(
            's', Duration.ofSeconds(1), 'm', Duration.ofMinutes(1), 'h', Duration.ofHours(1), 'd', Duration.ofDays(1));

    /**
     * A number of requests in a time.
     *
     * @param permits 1 to 1,000,000
     * @param period 1 second to 31 days, in whole seconds
     */
    public record Window(int permits, Duration period) {
        private static final int MAX_PERMITS = 1_000_000;
        private static final Duration MAX_PERIOD = Duration.ofDays(31);

        public Window {
            if (permits < 1 || permits > MAX_PERMITS) {
                throw new IllegalArgumentException(
                        "A rate limit allows 1 to " + MAX_PERMITS + " requests, not " + permits);
            }
            if (period.getNano() != 0 || period.getSeconds() < 1 || period.compareTo(MAX_PERIOD) > 0) {
                throw new IllegalArgumentException(
                        "A rate limit counts over 1 second to 31 days, in whole seconds, not over " + period);
            }
        }

        @Override
        public String toString() {
            return UNITS.entrySet().stream()
                    .filter(unit -> unit.getValue().equals(period))
                    .map(unit -> permits + "/" + unit.getKey())
                    .findFirst()
                    .orElseGet(() -> permits + "/" + period.toSeconds() + "s");
        }
    }

    /** @throws IllegalArgumentException when there is no window, more than {@value #MAX_WINDOWS}, or two over one period */
    public RateLimit {
        windows = List.copyOf(windows);
        if (windows.isEmpty() || windows.size() > MAX_WINDOWS) {
            throw new IllegalArgumentException(
                    "A rate limit has 1 to " + MAX_WINDOWS + " windows, not " + windows.size());
        }
        if (windows.stream().map(Window::period).distinct().count() < windows.size()) {
            throw new IllegalArgumentException("A rate limit has one window for each period; two of \""
                    + written(windows) + "\" count over the same: keep the smaller");
        }
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException with the text, the fault and an example when it is not of that form
     */
    public static RateLimit parse(String text) {
        if (text.length() > MAX_TEXT) {
            throw new IllegalArgumentException(
                    "A rate limit is written in at most " + MAX_TEXT + " characters, not " + text.length());
        }
        List<Window> windows = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            windows.add(parseWindow(part.strip(), text));
        }
        return new RateLimit(windows);
    }

    private static Window parseWindow(String part, String text) {
        int slash = part.indexOf('/');
        if (slash < 0) {
            throw malformed(text, "there is no slash between a number and a time", null);
        }
        int permits = number(part.substring(0, slash), text);
        Duration period = period(part.substring(slash + 1), text);
        try {
            return new Window(permits, period);
        } catch (IllegalArgumentException e) {
            throw malformed(text, String.valueOf(e.getMessage()), e);
        }
    }

    private static Duration period(String time, String text) {
        Duration named = UNITS.get(time);
        if (named != null) {
            return named;
        }
        Duration unit = time.length() < 2 ? null : SHORT_UNITS.get(time.charAt(time.length() - 1));
        if (unit == null || !isDigit(time.charAt(0))) {
            throw malformed(text, "the time is none of second, minute, hour, day, or a number with s, m, h or d", null);
        }
        return unit.multipliedBy(number(time.substring(0, time.length() - 1), text));
    }

    /** Plain digits only: the JDK would take a sign and the digits of every script. */
    private static int number(String digits, String text) {
        if (digits.isEmpty() || !digits.chars().allMatch(RateLimit::isDigit)) {
            throw malformed(text, "\"" + digits + "\" is not a whole number", null);
        }
        if (digits.length() > MAX_DIGITS) {
            throw malformed(text, "a number has at most " + MAX_DIGITS + " digits", null);
        }
        return Integer.parseInt(digits);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static IllegalArgumentException malformed(String text, String fault, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "Rate limit \"" + text + "\": " + fault + ". Write \"100/minute\" or \"100/hour, 1000/day\"", cause);
    }

    /** The same windows with so many times the permits, never more than a window can have. */
    public RateLimit times(int factor) {
        if (factor == 1) {
            return this;
        }
        return new RateLimit(windows.stream()
                .map(window -> new Window(
                        (int) Math.min(Window.MAX_PERMITS, (long) window.permits() * factor), window.period()))
                .toList());
    }

    /** The written form; {@link #parse} reads it back. */
    @Override
    public String toString() {
        return written(windows);
    }

    private static String written(List<Window> windows) {
        return windows.stream().map(Window::toString).collect(Collectors.joining(", "));
    }
}

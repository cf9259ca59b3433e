package dev.sallyport.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many requests are allowed in which time: one window or several, all of which must have room. Immutable.
 *
 * <p>Written {@code 100/minute}, {@code 10/second}, {@code 5/30s} or {@code 100/hour, 1000/day}.
 */
public record RateLimit(List<Window> windows) {
    /** The largest number of windows in one limit. */
    public static final int MAX_WINDOWS = 4;

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

    /** @throws IllegalArgumentException when there is no window, or more than {@value #MAX_WINDOWS} */
    public RateLimit {
        windows = List.copyOf(windows);
        if (windows.isEmpty() || windows.size() > MAX_WINDOWS) {
            throw new IllegalArgumentException(
                    "A rate limit has 1 to " + MAX_WINDOWS + " windows, not " + windows.size());
        }
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException with the text, the fault and an example when it is not of that form
     */
    public static RateLimit parse(String text) {
        List<Window> windows = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            windows.add(parseWindow(part.strip(), text));
        }
        return new RateLimit(windows);
    }

    private static Window parseWindow(String part, String text) {
        int slash = part.indexOf('/');
        if (slash < 1) {
            throw malformed(text, "there is no number before a slash");
        }
        try {
            return new Window(Integer.parseInt(part.substring(0, slash)), parsePeriod(part.substring(slash + 1), text));
        } catch (NumberFormatException e) {
            throw malformed(text, "the number is not a whole one");
        }
    }

    private static Duration parsePeriod(String unit, String text) {
        Duration named = UNITS.get(unit);
        if (named != null) {
            return named;
        }
        Duration step = unit.length() < 2 ? null : SHORT_UNITS.get(unit.charAt(unit.length() - 1));
        if (step == null) {
            throw malformed(text, "the time is none of second, minute, hour, day, or a number with s, m, h, d");
        }
        return step.multipliedBy(Integer.parseInt(unit.substring(0, unit.length() - 1)));
    }

    private static IllegalArgumentException malformed(String text, String fault) {
        return new IllegalArgumentException(
                "Rate limit \"" + text + "\": " + fault + ". Write \"100/minute\" or \"100/hour, 1000/day\"");
    }

    /** The written form; {@link #parse} reads it back. */
    @Override
    public String toString() {
        return windows.stream().map(Window::toString).collect(Collectors.joining(", "));
    }
}

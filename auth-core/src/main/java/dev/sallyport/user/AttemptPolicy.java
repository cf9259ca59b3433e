package dev.sallyport.user;

import java.time.Duration;

/**
 * How many failed logins are allowed before an account is locked for whoever tries. Immutable. A window begins with the first
 * failure and all budgets are full again when it ends; so in any stretch as long as a window up to twice the budget gets through.
 *
 * @param perAddress for one account from one address without a known device, 1 to 10,000
 * @param perAccount for one account from all addresses together without a known device, at least {@code perAddress}, up to
 *     1,000,000
 * @param perDevice for one account from a known device, 1 to 10,000
 * @param window 1 minute to 24 hours
 */
public record AttemptPolicy(int perAddress, int perAccount, int perDevice, Duration window) {
    private static final int MAX_SMALL = 10_000;
    private static final int MAX_PER_ACCOUNT = 1_000_000;
    private static final Duration MIN_WINDOW = Duration.ofMinutes(1);
    private static final Duration MAX_WINDOW = Duration.ofHours(24);

    /** @throws IllegalArgumentException when a value is out of range */
    public AttemptPolicy {
        check("perAddress", perAddress, 1, MAX_SMALL);
        check("perAccount", perAccount, perAddress, MAX_PER_ACCOUNT);
        check("perDevice", perDevice, 1, MAX_SMALL);
        if (window.compareTo(MIN_WINDOW) < 0 || window.compareTo(MAX_WINDOW) > 0) {
            throw new IllegalArgumentException("window is " + MIN_WINDOW + " to " + MAX_WINDOW + ", this is " + window);
        }
    }

    private static void check(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " is " + min + " to " + max + ", this is " + value);
        }
    }

    /** For one account from one network of addresses: so many times as much, and never more than half of what the account has. */
    int perNetwork(int factor) {
        return (int) Math.max(perAddress, Math.min((long) perAddress * factor, perAccount / 2));
    }

    /** 10 for an address, 100 for an account, 10 for a known device, in 15 minutes. */
    public static AttemptPolicy defaults() {
        return new AttemptPolicy(10, 100, 10, Duration.ofMinutes(15));
    }

    public AttemptPolicy withPerAddress(int value) {
        return new AttemptPolicy(value, perAccount, perDevice, window);
    }

    public AttemptPolicy withPerAccount(int value) {
        return new AttemptPolicy(perAddress, value, perDevice, window);
    }

    public AttemptPolicy withPerDevice(int value) {
        return new AttemptPolicy(perAddress, perAccount, value, window);
    }

    public AttemptPolicy withWindow(Duration value) {
        return new AttemptPolicy(perAddress, perAccount, perDevice, value);
    }
}

package dev.sallyport.user;

import java.time.Duration;

/** The exception of a hash for which there is no room, for directories of tests. */
public final class BusyHashing {
    private BusyHashing() {}

    public static HashingBusyException exception(Duration retryAfter) {
        return new HashingBusyException("Busy by the test's wish.", retryAfter);
    }
}

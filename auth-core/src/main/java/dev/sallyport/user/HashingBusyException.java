package dev.sallyport.user;

import java.time.Duration;

/**
 * More passwords are being hashed than {@link HashingPolicy} allows. The caller should answer "unavailable", with {@link
 * #retryAfter}.
 */
public final class HashingBusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    HashingBusyException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** How long to wait before another try. */
    public Duration retryAfter() {
        return retryAfter;
    }
}

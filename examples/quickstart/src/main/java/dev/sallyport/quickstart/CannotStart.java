package dev.sallyport.quickstart;

import org.jspecify.annotations.Nullable;

/** The program cannot start; the message says why and what to do. */
final class CannotStart extends Exception {
    private static final long serialVersionUID = 1L;

    CannotStart(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package dev.sallyport.containers;

import org.jspecify.annotations.Nullable;

/** The container did not come up with the application. */
final class StartFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartFailed(@Nullable Throwable cause) {
        super(cause);
    }
}

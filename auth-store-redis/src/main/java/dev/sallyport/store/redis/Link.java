package dev.sallyport.store.redis;

import io.lettuce.core.api.StatefulConnection;

/**
 * A connection, and what can be asked on it.
 *
 * @param <A> the commands
 */
record Link<A>(StatefulConnection<String, String> connection, A commands) {
    /** Whether commands go out at once; while the client connects anew they do not. */
    boolean isOpen() {
        return connection.isOpen();
    }

    void close() {
        var unused = connection.closeAsync();
    }
}

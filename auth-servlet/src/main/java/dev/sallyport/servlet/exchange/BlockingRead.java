package dev.sallyport.servlet.exchange;

import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.concurrent.Future;

/**
 * Reads a body on a thread that waits for it: where nothing else is possible, and not beyond the deadline. A container may wait longer
 * than that for a single byte, or without end; then the thread is interrupted. For one read.
 */
final class BlockingRead {
    private final Thread reader = Thread.currentThread();
    private boolean done;
    private boolean expired;

    /** @return too slow after the deadline; broken when the client went away */
    static Body read(ServletInputStream in, Incoming incoming, Lobby lobby) {
        BlockingRead read = new BlockingRead();
        long end = System.nanoTime() + Lobby.DEADLINE.toNanos();
        Future<?> timer = lobby.in(Lobby.DEADLINE.toNanos(), read::expire);
        try {
            while (!incoming.isEnough()) {
                if (!incoming.readFrom(in)) {
                    return incoming.body();
                }
                if (System.nanoTime() - end > 0) {
                    return Body.without(Body.State.TOO_SLOW);
                }
            }
            return incoming.body();
        } catch (IOException e) {
            return Body.without(read.hasExpired() ? Body.State.TOO_SLOW : Body.State.BROKEN);
        } finally {
            if (timer != null) {
                timer.cancel(false);
            }
            read.finish();
        }
    }

    private synchronized void expire() {
        if (!done) {
            expired = true;
            reader.interrupt();
        }
    }

    private synchronized boolean hasExpired() {
        return expired;
    }

    /** Nobody after this is interrupted for it. */
    private synchronized void finish() {
        done = true;
        if (expired) {
            Thread.interrupted();
        }
    }
}

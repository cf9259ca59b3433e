package dev.sallyport.servlet.exchange;

import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What has come of a body so far. One thread at a time reads; any may close it. */
final class Incoming {
    /**
     * How much of a body that is too large is read all the same, in bytes: a client that is still sending when the connection closes
     * never sees the answer.
     */
    static final int MAX_DISCARDED = 2 * 1024 * 1024;

    private static final int FIRST = 512;

    private final Lobby lobby;
    private final byte[] chunk = new byte[4096];
    private byte[] bytes = new byte[FIRST];
    private int count;
    private long total;
    private boolean full;
    private boolean closed;

    Incoming(Lobby lobby) {
        this.lobby = lobby;
    }

    /**
     * Takes what one read gives.
     *
     * @return false at the end
     */
    synchronized boolean readFrom(ServletInputStream in) throws IOException {
        int read = in.read(chunk, 0, chunk.length);
        if (read < 0) {
            return false;
        }
        total += read;
        if (total <= Body.MAX_BYTES && !full && !closed) {
            keep(read);
        }
        return true;
    }

    /**
     * Takes what is here, without waiting for more.
     *
     * @param length of the whole; negative when the request does not tell
     * @return null when that is not all
     */
    @Nullable
    Body takeHere(ServletInputStream in, long length) throws IOException {
        if (length > MAX_DISCARDED) {
            return Body.without(Body.State.TOO_LARGE);
        }
        while (total != length && !isEnough() && in.available() > 0) {
            if (!readFrom(in)) {
                return body();
            }
        }
        return total == length || isEnough() || in.isFinished() ? body() : null;
    }

    private void keep(int read) {
        if (count + read > bytes.length) {
            int larger = Math.min(Body.MAX_BYTES, Math.max(count + read, bytes.length * 2));
            if (!lobby.keep(larger - (bytes.length == FIRST ? 0 : bytes.length))) {
                full = true;
                return;
            }
            bytes = Arrays.copyOf(bytes, larger);
        }
        System.arraycopy(chunk, 0, bytes, count, read);
        count += read;
    }

    /** Tells whether nobody waits for the rest. */
    synchronized boolean isEnough() {
        return full || total > MAX_DISCARDED;
    }

    /** At the end of the body, or when nobody waits for the rest. */
    synchronized Body body() {
        if (full) {
            return Body.without(Body.State.NO_PLACE);
        }
        return total > Body.MAX_BYTES
                ? Body.without(Body.State.TOO_LARGE, !isEnough())
                : Body.whole(Arrays.copyOf(bytes, count));
    }

    synchronized void close() {
        closed = true;
        if (bytes.length > FIRST) {
            lobby.giveBack(bytes.length);
            bytes = new byte[FIRST];
        }
    }
}

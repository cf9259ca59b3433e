package dev.sallyport.servlet.exchange;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body as it comes, holding no thread meanwhile. Its methods run on threads that must not wait: what goes on with the body is
 * started on another. Used by one thread of the container at a time, and that of the deadline.
 */
final class Reading implements ReadListener {
    private final ServletInputStream in;
    private final Incoming incoming;
    private final Runnable leave;
    private final Consumer<Body> then;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable Future<?> deadline;

    /**
     * @param leave gives up the place of the request
     * @param then is told how it ended, once
     */
    Reading(ServletInputStream in, Incoming incoming, Runnable leave, Consumer<Body> then) {
        this.in = in;
        this.incoming = incoming;
        this.leave = leave;
        this.then = then;
    }

    /** @param verdict what is known of the body already; null to read it */
    void begin(Lobby lobby, @Nullable Body verdict) {
        deadline = verdict != null
                ? null
                : lobby.in(Lobby.DEADLINE.toNanos(), () -> end(Body.without(Body.State.TOO_SLOW)));
        in.setReadListener(this);
        if (deadline == null) {
            end(verdict != null ? verdict : Body.without(Body.State.NO_PLACE));
        }
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!over.get() && in.isReady() && !in.isFinished()) {
            if (!incoming.readFrom(in)) {
                return;
            }
            if (incoming.isEnough()) {
                end(incoming.body());
            }
        }
    }

    @Override
    public void onAllDataRead() {
        end(incoming.body());
    }

    @Override
    public void onError(Throwable cause) {
        end(Body.without(Body.State.BROKEN));
    }

    private void end(Body body) {
        if (over.compareAndSet(false, true)) {
            Future<?> timer = deadline;
            if (timer != null) {
                timer.cancel(false);
            }
            leave.run();
            then.accept(body);
        }
    }
}

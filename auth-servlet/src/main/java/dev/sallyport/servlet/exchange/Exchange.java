package dev.sallyport.servlet.exchange;

import dev.sallyport.limit.ClientAddress;
import dev.sallyport.servlet.exchange.Places.Place;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. What is not here yet, and what may not be told yet, holds no thread of the container: the request goes
 * on asynchronously. Where it cannot, because a filter of the application does not support that, or it was forwarded here, a thread
 * waits; only so many of them do, and the others are turned away. A body that is here with its request is read at once, and costs
 * nothing more. For one request, and one thread at a time.
 *
 * <p>See decision 0100.
 */
public final class Exchange {
    private static final Logger LOG = System.getLogger(Exchange.class.getName());
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final Lobby lobby;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final ClientAddress address;
    private final boolean canGoOn;
    private @Nullable ServletInputStream input;
    private boolean leavesRest;
    private @Nullable AsyncContext async;
    private boolean answersLater;
    private boolean held;
    private long heldUntil;

    /** @param address the client's, by which places are counted */
    public Exchange(Lobby lobby, HttpServletRequest request, HttpServletResponse response, ClientAddress address) {
        this.lobby = lobby;
        this.request = request;
        this.response = response;
        this.address = address;
        // Once a forward returns, the request may tell another path and query.
        this.canGoOn = request.isAsyncSupported()
                && !request.isAsyncStarted()
                && request.getDispatcherType() == DispatcherType.REQUEST;
    }

    /** What is done with the body. */
    @FunctionalInterface
    public interface Work {
        void with(Body body) throws IOException;
    }

    /** What is written in the end. */
    @FunctionalInterface
    public interface Answer {
        void write() throws IOException;
    }

    /**
     * Reads the body, then does the work: at once, or later on another thread of the container.
     *
     * @param mayBeHeld whether the work may call {@link #holdUntil}
     */
    public void read(boolean mayBeHeld, Work work) throws IOException {
        Incoming incoming = new Incoming(lobby);
        ServletInputStream in = hasBody() ? request.getInputStream() : null;
        Body here = in == null ? Body.EMPTY : incoming.takeHere(in, request.getContentLengthLong());
        if (here != null && here.isAtEnd() && (canGoOn || !mayBeHeld)) {
            incoming.close();
            work.with(here);
            return;
        }
        input = in;
        if (in != null && canGoOn && isContainers(in)) {
            readLater(in, incoming, here, work);
        } else {
            onThisThread(in, incoming, here, work);
        }
    }

    /** @param verdict of a body whose rest nobody waits for; null for one that is to be read */
    private void readLater(ServletInputStream in, Incoming incoming, @Nullable Body verdict, Work work) {
        Place place = lobby.waiting.take(address);
        AsyncContext context = begin();
        Runnable leave = () -> {
            incoming.close();
            if (place != null) {
                place.leave();
            }
        };
        new Reading(in, incoming, leave, body -> resume(context, () -> work(work, body), false))
                .begin(lobby, place == null ? Body.without(Body.State.NO_PLACE) : verdict);
    }

    private void onThisThread(@Nullable ServletInputStream in, Incoming incoming, @Nullable Body here, Work work)
            throws IOException {
        Place place = lobby.threads.take(address);
        try {
            if (place == null) {
                work(work, Body.without(Body.State.NO_PLACE, here != null && here.isAtEnd()));
            } else {
                work(work, here != null || in == null ? here : BlockingRead.read(in, incoming, lobby));
            }
        } finally {
            incoming.close();
            if (place != null) {
                place.leave();
            }
        }
    }

    private void work(Work work, @Nullable Body read) throws IOException {
        Body body = read == null ? Body.EMPTY : read;
        leavesRest = !body.isAtEnd();
        work.with(body);
    }

    /** What the answer will tell is not to be told before that reading of {@link System#nanoTime}. */
    public void holdUntil(long nanoTime) {
        heldUntil = held && heldUntil - nanoTime > 0 ? heldUntil : nanoTime;
        held = true;
    }

    /** Writes the answer when it is due. */
    public void answer(Answer answer) throws IOException {
        long left = held ? heldUntil - System.nanoTime() : 0;
        if (left > 0 && (async != null || canGoOn)) {
            AsyncContext context = async != null ? async : begin();
            answersLater = true;
            if (lobby.in(left, () -> resume(context, () -> write(answer), true)) != null) {
                return;
            }
            answersLater = false;
        }
        park();
        write(answer);
    }

    /** What goes on later. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    /** Real time, whatever clock the rest goes by: it is real time that an observer measures. */
    private void park() {
        for (long left = heldUntil - System.nanoTime(); held && left > 0; left = heldUntil - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    private AsyncContext begin() {
        AsyncContext context = request.startAsync(request, response);
        // The deadlines are the lobby's.
        context.setTimeout(0);
        async = context;
        return context;
    }

    /** On a thread that may wait for the store. */
    private void resume(AsyncContext context, Step step, boolean isLast) {
        try {
            context.start(() -> {
                try {
                    step.run();
                } catch (IOException e) {
                    LOG.log(Level.DEBUG, "The client was gone before its answer", e);
                } finally {
                    if (isLast || !answersLater) {
                        context.complete();
                    }
                }
            });
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "The container takes no more work: it is stopping, or full", e);
            giveUp(context);
        }
    }

    /** Nothing else would end the request, which has no time-out. */
    private void giveUp(AsyncContext context) {
        try {
            if (!response.isCommitted()) {
                response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            }
            context.complete();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "The container has ended the request", e);
        }
    }

    private boolean hasBody() {
        long length = request.getContentLengthLong();
        if (length >= 0) {
            return length > 0;
        }
        // In HTTP/1 a body has a length or an encoding; later versions need neither.
        return request.getHeader("Transfer-Encoding") != null
                || !(request.getProtocol().startsWith("HTTP/1") || SAFE.contains(request.getMethod()));
    }

    /** One that a filter of the application put in its place may know no listener; it has the body in memory as a rule. */
    private boolean isContainers(ServletInputStream in) {
        try {
            return innermost().getInputStream() == in;
        } catch (IOException | IllegalStateException e) {
            return false;
        }
    }

    private ServletRequest innermost() {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        return inner;
    }

    /** Nobody waits for the rest of a body that is not read to its end: the connection is closed after the answer. */
    private void write(Answer answer) throws IOException {
        ServletInputStream in = input;
        if (!leavesRest || in == null) {
            answer.write();
            return;
        }
        if (request.getProtocol().startsWith("HTTP/1")) {
            response.setHeader("Connection", "close");
        }
        answer.write();
        response.flushBuffer();
        Rest.leave(in);
        if (async == null) {
            Rest.failOnTomcat(innermost());
        }
    }
}

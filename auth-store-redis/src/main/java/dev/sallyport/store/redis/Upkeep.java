package dev.sallyport.store.redis;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one connection: opens it, asks it whether it answers, and tries again where it does not. The client connects anew by
 * itself, but waits longer each time and never notices a peer that vanished without a word; so a connection that did not answer
 * {@value #PATIENCE} times is given up for a new one.
 *
 * <p>All of it runs on one thread of the client and waits for nothing. {@link #check} and {@link #close} may be called from any.
 *
 * @param <A> the commands on the connection
 */
final class Upkeep<A> {
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final int PATIENCE = 5;

    private final EventExecutor executor;
    private final Supplier<CompletionStage<Link<A>>> connect;
    private final Function<Link<A>, CompletionStage<?>> ask;
    private final Duration timeout;
    private final Consumer<Link<A>> answered;
    private final Consumer<Throwable> failed;
    private volatile boolean closed;
    private volatile @Nullable Link<A> link;
    private int failures;

    /**
     * @param ask what the connection must answer
     * @param timeout how long it may take to answer
     * @param answered told that it did
     * @param failed told why it did not; it is checked again after a second
     */
    Upkeep(
            EventExecutor executor,
            Supplier<CompletionStage<Link<A>>> connect,
            Function<Link<A>, CompletionStage<?>> ask,
            Duration timeout,
            Consumer<Link<A>> answered,
            Consumer<Throwable> failed) {
        this.executor = executor;
        this.connect = connect;
        this.ask = ask;
        this.timeout = timeout;
        this.answered = answered;
        this.failed = failed;
    }

    /** Checks after a time. Nothing happens when this, or the client that lends its thread, is closed. */
    void check(Duration delay) {
        schedule(this::checkNow, delay);
    }

    void close() {
        closed = true;
        Link<A> open = link;
        if (open != null) {
            open.close();
        }
    }

    private void checkNow() {
        Link<A> open = link;
        if (open != null) {
            ask(open);
            return;
        }
        var unused = attempt(connect)
                .whenCompleteAsync(
                        (made, cause) -> {
                            if (made == null) {
                                again(cause);
                            } else if (closed) {
                                made.close();
                            } else {
                                link = made;
                                ask(made);
                            }
                        },
                        executor);
    }

    private void ask(Link<A> open) {
        if (closed) {
            open.close();
            return;
        }
        if (!open.isOpen()) {
            again(new NotConnectedException());
            return;
        }
        CompletableFuture<?> answer = attempt(() -> ask.apply(open));
        schedule(() -> answer.completeExceptionally(new TimeoutException()), timeout);
        var unused = answer.whenCompleteAsync(
                (ignored, cause) -> {
                    if (cause != null) {
                        again(cause);
                    } else {
                        failures = 0;
                        answered.accept(open);
                    }
                },
                executor);
    }

    private void again(@Nullable Throwable cause) {
        if (closed) {
            return;
        }
        failures++;
        Link<A> open = link;
        if (open != null && failures % PATIENCE == 0) {
            open.close();
            link = null;
        }
        failed.accept(cause == null ? new NotConnectedException() : cause);
        check(AGAIN);
    }

    private void schedule(Runnable task, Duration delay) {
        try {
            var unused = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            closed = true;
        }
    }

    /** A client that is shut down throws where it otherwise answers a future that failed. */
    private static <T> CompletableFuture<T> attempt(Supplier<? extends CompletionStage<T>> work) {
        try {
            return work.get().toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** What a failure was before stages wrapped it. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}

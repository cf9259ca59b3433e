package dev.sallyport.store.redis;

import dev.sallyport.limit.Gcra;
import dev.sallyport.limit.LimitDecision;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.limit.RateLimiter;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Counts in Redis while that answers, and in this process otherwise. What Redis allows is counted here too, so that a node left
 * alone goes on from what it knows and an outage is not a fresh start for those who had used up their limit.
 *
 * <p>See decision 0047.
 */
final class SharedRateLimiter implements RateLimiter {
    private final CounterKeys keys;
    private final GcraScript script;
    private final RateLimiter local;
    private final Notices notices;
    private final Circuit circuit;
    private final long timeoutNanos;
    /** Where Redis failed last; in a cluster that is where it must answer again. */
    private volatile String failedKey = "";

    SharedRateLimiter(
            Server server,
            GcraScript script,
            RedisSettings settings,
            RateLimiter local,
            Notices notices,
            InstantSource clock) {
        this.keys = new CounterKeys(settings.prefix());
        this.script = script;
        this.local = local;
        this.notices = notices;
        this.timeoutNanos = settings.commandTimeout().toNanos();
        this.circuit = new Circuit(server, this::probe, settings.commandTimeout(), notices, clock);
    }

    Circuit circuit() {
        return circuit;
    }

    @Override
    public LimitDecision acquire(String key, RateLimit limit) {
        Link<RedisClusterAsyncCommands<String, String>> link = circuit.live();
        long[] busy = link == null ? null : ask(link, key, limit.windows());
        if (busy == null) {
            return local.acquire(key, limit);
        }
        LimitDecision decision = Gcra.decide(limit.windows(), busy);
        if (decision.allowed()) {
            var unused = local.acquire(key, limit);
        }
        return decision;
    }

    /** How full each counter was; null when Redis did not say. */
    private long @Nullable [] ask(
            Link<RedisClusterAsyncCommands<String, String>> link, String key, List<RateLimit.Window> windows) {
        String[] names = keys.of(key, windows);
        String[] arguments = new String[2 * names.length];
        for (int i = 0; i < names.length; i++) {
            arguments[2 * i] = Long.toString(Gcra.step(windows.get(i)));
            arguments[2 * i + 1] = Integer.toString(windows.get(i).permits());
        }
        try {
            return answer(link, names, arguments);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause != null && isOfOneCounter(cause)) {
                notices.badCounter();
            } else {
                failed(link, key, cause == null ? e : cause);
            }
        } catch (TimeoutException | RedisException | CancellationException | NotConnectedException e) {
            failed(link, key, e);
        }
        return null;
    }

    private long[] answer(Link<RedisClusterAsyncCommands<String, String>> link, String[] names, String[] arguments)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (!link.isOpen()) {
            throw new NotConnectedException();
        }
        long deadline = System.nanoTime() + timeoutNanos;
        List<Long> busy;
        try {
            busy = await(script.run(link.commands(), names, arguments), deadline);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof RedisNoScriptException)) {
                throw e;
            }
            busy = await(script.runWhole(link.commands(), names, arguments), deadline);
        }
        return busy.stream().mapToLong(Long::longValue).toArray();
    }

    private static List<Long> await(RedisFuture<List<Long>> answer, long deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } finally {
            // Does nothing to one that is done; what nobody waits for any more need not be sent.
            answer.cancel(true);
        }
    }

    private void failed(Link<RedisClusterAsyncCommands<String, String>> link, String key, Throwable cause) {
        failedKey = key;
        circuit.failed(link, cause);
    }

    /** Whether the rest of Redis is well: something else is kept where this counter belongs. */
    private static boolean isOfOneCounter(Throwable cause) {
        String message = cause.getMessage();
        return cause instanceof RedisCommandExecutionException
                && message != null
                && (message.startsWith("WRONGTYPE") || message.startsWith("NOCOUNTER"));
    }

    /** Counts once where nobody is counted: reading alone would not show that Redis takes writes. */
    private CompletionStage<?> probe(Link<RedisClusterAsyncCommands<String, String>> link) {
        return script.runWhole(link.commands(), new String[] {keys.probe(failedKey)}, new String[] {"1", "1"});
    }

    @Override
    public void close() {
        circuit.close();
    }
}

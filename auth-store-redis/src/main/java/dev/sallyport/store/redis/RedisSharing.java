package dev.sallyport.store.redis;

import dev.sallyport.audit.AuditSink;
import dev.sallyport.audit.AuditSource;
import dev.sallyport.change.ChangeSignal;
import dev.sallyport.change.StoreException;
import dev.sallyport.limit.LimitDecision;
import dev.sallyport.limit.LocalRateLimiter;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.limit.RateLimiter;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import java.lang.System.Logger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the nodes of an application share through Redis 5 or newer: rate limits, and the word that something changed. Safe for
 * use by many threads.
 *
 * <pre>{@code
 * RedisSharing redis = RedisSharing.of("rediss://:password@redis.example.com");
 * Sallyport.builder().rateLimiter(redis).changeSignal(redis)
 * }</pre>
 *
 * <p>The limits are those of {@link LocalRateLimiter}, counted by one script in one round trip with the time of Redis, so that
 * nodes whose clocks differ agree. No request waits longer than the command time-out. When Redis fails, limits count for each node
 * alone at once, with one warning and one audit event; when it is back they are shared again. A permit that was taken meanwhile is
 * not known to Redis then, and a Redis that lost its memory lets everyone start anew.
 *
 * <p>A message on a channel tells the nodes to look at the change log at once. It carries nothing, and nothing rests on it: without
 * Redis they look every second all the same.
 *
 * <p>Closed with the {@code Sallyport} that it was given to. A client that the application brought stays open.
 */
public final class RedisSharing implements RateLimiter, ChangeSignal, AuditSource {
    private static final Logger LOG = System.getLogger(RedisSharing.class.getName());

    /** Beyond its time-outs, what a start may take on a busy machine. */
    private static final Duration SPARE = Duration.ofSeconds(1);

    private final Server server;
    private final Notices notices;
    private final SharedRateLimiter limiter;
    private final RedisSignal signal;
    private final AtomicBoolean closed = new AtomicBoolean();

    private RedisSharing(Server server, RedisSettings settings, GcraScript script, InstantSource clock) {
        this.server = server;
        this.notices = new Notices(LOG, server.name(), clock);
        RateLimiter local = new LocalRateLimiter(clock, new SecureRandom());
        this.limiter = new SharedRateLimiter(server, script, settings, local, notices, clock);
        this.signal = new RedisSignal(server, limiter.circuit(), settings);
    }

    /** Through a client of its own, with {@link RedisSettings#defaults}; otherwise as {@link #of(String, RedisSettings)}. */
    public static RedisSharing of(String uri) {
        return of(uri, RedisSettings.defaults());
    }

    /**
     * Through a client of its own.
     *
     * @param uri {@code redis://[[user]:password@]host[:port][/database]}, {@code rediss://…} with TLS, or {@code
     *     redis-sentinel://…}; appears in no log line
     * @throws IllegalArgumentException when the URI cannot be read; the message does not repeat it
     * @throws StoreException when Redis does not answer and the settings require it
     */
    public static RedisSharing of(String uri, RedisSettings settings) {
        return of(RedisUris.parse(uri), settings);
    }

    /** Through a client of its own; otherwise as {@link #of(String, RedisSettings)}. */
    public static RedisSharing of(RedisURI uri, RedisSettings settings) {
        return started(SingleServer.own(uri, settings.connectTimeout()), settings);
    }

    /**
     * Through the application's client, with its options; two connections of it are used.
     *
     * @throws StoreException when Redis does not answer and the settings require it
     */
    public static RedisSharing of(RedisClient client, RedisURI uri, RedisSettings settings) {
        return started(SingleServer.of(client, uri), settings);
    }

    /**
     * On a Redis cluster, through the application's client, with its options.
     *
     * @throws StoreException when Redis does not answer and the settings require it
     */
    public static RedisSharing of(RedisClusterClient client, RedisSettings settings) {
        return started(new ClusterServer(client), settings);
    }

    private static RedisSharing started(Server server, RedisSettings settings) {
        return started(server, settings, GcraScript.load(), InstantSource.system());
    }

    /** For tests, which bring a script with another clock. */
    static RedisSharing started(Server server, RedisSettings settings, GcraScript script, InstantSource clock) {
        RedisSharing sharing = new RedisSharing(server, settings, script, clock);
        if (!sharing.answersInTime(settings) && settings.requiredAtStart()) {
            sharing.close();
            throw new StoreException("Redis at " + server.name() + " did not answer at the start, and"
                    + " withRedisRequiredAtStart() makes that an error: check the address, the password and TLS");
        }
        return sharing;
    }

    private boolean answersInTime(RedisSettings settings) {
        Duration longest = settings.connectTimeout()
                .multipliedBy(2)
                .plus(settings.commandTimeout())
                .plus(SPARE);
        try {
            return limiter.circuit().start().get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            notices.local(e);
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A start is completed with an answer only", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Tells whether limits are shared at this moment; for health checks. */
    public boolean isShared() {
        return limiter.circuit().live() != null;
    }

    @Override
    public LimitDecision acquire(String key, RateLimit limit) {
        return limiter.acquire(key, limit);
    }

    @Override
    public void subscribe(Runnable wake) {
        signal.subscribe(wake);
    }

    @Override
    public void publish() {
        signal.publish();
    }

    /** Called by {@code build()} of the {@code Sallyport} that it was given to. */
    @Override
    public void auditTo(AuditSink sink) {
        notices.auditTo(sink);
    }

    /** Closes the connections, and the client and its threads if they are its own. Limits count for this node alone afterwards. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            signal.close();
            limiter.close();
            server.close();
        }
    }
}

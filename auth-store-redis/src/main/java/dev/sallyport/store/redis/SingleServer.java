package dev.sallyport.store.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubListener;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One Redis, or the one that Sentinel names. */
final class SingleServer implements Server {
    private static final int THREADS = 2;
    private static final int MAX_WAITING = 10_000;
    private static final long LAST_WORK_SECONDS = 5;

    private final RedisClient client;
    private final RedisURI uri;
    private final @Nullable ClientResources own;
    private final EventExecutor executor;

    private SingleServer(RedisClient client, RedisURI uri, @Nullable ClientResources own) {
        this.client = client;
        this.uri = uri;
        this.own = own;
        this.executor = client.getResources().eventExecutorGroup().next();
    }

    /** Through a client of our own, which refuses commands at once while it is not connected. */
    static SingleServer own(RedisURI uri, Duration connectTimeout) {
        ClientResources resources = DefaultClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .build();
        RedisClient client = RedisClient.create(resources);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MAX_WAITING)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(connectTimeout)
                        .keepAlive(true)
                        .build())
                .build());
        RedisURI bounded = RedisURI.builder(uri).withTimeout(connectTimeout).build();
        return new SingleServer(client, bounded, resources);
    }

    /** Through the application's client, with its options. */
    static SingleServer of(RedisClient client, RedisURI uri) {
        return new SingleServer(client, uri, null);
    }

    @Override
    public CompletionStage<Link<RedisClusterAsyncCommands<String, String>>> connect() {
        return client.connectAsync(StringCodec.UTF8, uri)
                .thenApply(connection -> new Link<>(connection, connection.async()));
    }

    @Override
    public CompletionStage<Link<RedisPubSubAsyncCommands<String, String>>> connectPubSub(
            RedisPubSubListener<String, String> listener) {
        return client.connectPubSubAsync(StringCodec.UTF8, uri).thenApply(connection -> {
            connection.addListener(listener);
            return new Link<>(connection, connection.async());
        });
    }

    @Override
    public EventExecutor executor() {
        return executor;
    }

    @Override
    public String name() {
        String place = uri.getHost() == null ? String.valueOf(uri.getSocket()) : uri.getHost() + ":" + uri.getPort();
        return uri.getSentinelMasterId() == null ? place : "the master " + uri.getSentinelMasterId();
    }

    @Override
    public void close() {
        if (own != null) {
            client.shutdown(0, LAST_WORK_SECONDS, TimeUnit.SECONDS);
            own.shutdown(0, LAST_WORK_SECONDS, TimeUnit.SECONDS)
                    .awaitUninterruptibly(2 * LAST_WORK_SECONDS, TimeUnit.SECONDS);
        }
    }
}

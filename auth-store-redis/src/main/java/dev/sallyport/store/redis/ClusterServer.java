package dev.sallyport.store.redis;

import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubListener;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.CompletionStage;

/** A Redis cluster, through the application's client, with its options. */
final class ClusterServer implements Server {
    private final RedisClusterClient client;
    private final EventExecutor executor;

    ClusterServer(RedisClusterClient client) {
        this.client = client;
        this.executor = client.getResources().eventExecutorGroup().next();
    }

    /** The client must know the nodes before it connects without blocking. */
    @Override
    public CompletionStage<Link<RedisClusterAsyncCommands<String, String>>> connect() {
        return client.refreshPartitionsAsync()
                .thenCompose(known -> client.connectAsync(StringCodec.UTF8))
                .thenApply(connection -> new Link<>(connection, connection.async()));
    }

    @Override
    public CompletionStage<Link<RedisPubSubAsyncCommands<String, String>>> connectPubSub(
            RedisPubSubListener<String, String> listener) {
        return client.refreshPartitionsAsync()
                .thenCompose(known -> client.connectPubSubAsync(StringCodec.UTF8))
                .thenApply(connection -> {
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
        return "the cluster";
    }

    /** Does nothing: the client is the application's. */
    @Override
    public void close() {}
}

package dev.sallyport.store.redis;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.pubsub.RedisPubSubListener;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.CompletionStage;

/** One Redis or a cluster of them, through the application's client or one of our own. Safe for use by many threads. */
interface Server {
    /** A new connection for commands. */
    CompletionStage<Link<RedisClusterAsyncCommands<String, String>>> connect();

    /** A new connection for subscriptions. */
    CompletionStage<Link<RedisPubSubAsyncCommands<String, String>>> connectPubSub(
            RedisPubSubListener<String, String> listener);

    /** The one thread of the client that all background work runs on. */
    EventExecutor executor();

    /** For log lines; without credentials. */
    String name();

    /** Ends the client and its threads if it is our own; returns when they have ended. */
    void close();
}

package dev.sallyport.store.redis;

import dev.sallyport.change.ChangeSignal;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Wakes by an empty message on a channel. Listens on a connection of its own, since one that listens cannot do much else, and
 * publishes on that of the limits while Redis answers there.
 *
 * <p>Every confirmed subscription wakes as well: the first, the one that the client repeats after connecting anew, when messages
 * may have been missed, and the one every ten seconds that shows whether the connection is alive.
 *
 * <p>See decision 0048.
 */
final class RedisSignal implements ChangeSignal {
    private static final Duration ALIVE = Duration.ofSeconds(10);

    private final Circuit circuit;
    private final String channel;
    private final AtomicReference<@Nullable Runnable> woken = new AtomicReference<>();
    private final Upkeep<RedisPubSubAsyncCommands<String, String>> upkeep;

    RedisSignal(Server server, Circuit circuit, RedisSettings settings) {
        this.circuit = circuit;
        this.channel = settings.channel();
        this.upkeep = new Upkeep<>(
                server.executor(),
                () -> server.connectPubSub(new Ear()),
                this::listen,
                settings.connectTimeout(),
                alive -> again(),
                failure -> {});
    }

    /** Hears messages, and confirmations of subscriptions; on a thread of the client. */
    private final class Ear extends RedisPubSubAdapter<String, String> {
        @Override
        public void message(String from, String message) {
            wake();
        }

        @Override
        public void subscribed(String to, long count) {
            wake();
        }
    }

    @Override
    public void subscribe(Runnable wake) {
        if (!woken.compareAndSet(null, wake)) {
            throw new IllegalStateException("A RedisSharing wakes one Sallyport: make one for each");
        }
        upkeep.check(Duration.ZERO);
    }

    private void wake() {
        Runnable wake = woken.get();
        if (wake != null) {
            wake.run();
        }
    }

    private CompletionStage<?> listen(Link<RedisPubSubAsyncCommands<String, String>> link) {
        return link.commands().subscribe(channel);
    }

    private void again() {
        upkeep.check(ALIVE);
    }

    /** Not sent while Redis is not asked: the others look by themselves. */
    @Override
    public void publish() {
        Link<RedisClusterAsyncCommands<String, String>> link = circuit.live();
        if (link != null && link.isOpen()) {
            var unused = link.commands().publish(channel, "");
        }
    }

    @Override
    public void close() {
        upkeep.close();
    }
}

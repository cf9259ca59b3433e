package dev.sallyport.bench.cluster;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sallyport.Sallyport;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.change.Change;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.store.jdbc.JdbcSettings;
import dev.sallyport.store.jdbc.JdbcStores;
import dev.sallyport.user.NewUser;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * How long after a revocation on one node two others refuse the key, on a real PostgreSQL: by looking every second, and with
 * LISTEN and NOTIFY; and the same while another transaction, which has changed something, is held open the whole time. The clock
 * runs from the return of the call that revoked.
 */
public final class RevocationLatency {
    private static final int REVOCATIONS = 200;
    private static final String HERE = "192.0.2.1";

    private final JdbcStores stores;
    private final Sallyport a;
    private final List<Sallyport> others;

    private RevocationLatency(DataSource database, JdbcSettings settings, MasterKey masterKey) {
        stores = JdbcStores.of(database, settings);
        a = node(database, settings, masterKey);
        others = List.of(node(database, settings, masterKey), node(database, settings, masterKey));
        a.users().createIfAbsent(NewUser.of("ada").withId("ada").withRoles("viewer"));
    }

    public static void main(String[] arguments) throws Exception {
        MasterKey masterKey = MasterKey.random(new SecureRandom());
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            HikariConfig pool = new HikariConfig();
            pool.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres");
            pool.setUsername("postgres");
            pool.setMaximumPoolSize(20);
            HikariDataSource database = new HikariDataSource(pool);
            System.out.println("| | median | p99 | longest | after |");
            System.out.println("|---|---|---|---|---|");
            JdbcSettings push = JdbcSettings.defaults();
            measure("push", new RevocationLatency(database, push, masterKey), false);
            measure("push, a transaction held open", new RevocationLatency(database, push, masterKey), true);
            measure("poll", new RevocationLatency(database, push.withoutPush(), masterKey), false);
            measure(
                    "poll, a transaction held open",
                    new RevocationLatency(database, push.withoutPush(), masterKey),
                    true);
        }
    }

    private static Sallyport node(DataSource database, JdbcSettings settings, MasterKey masterKey) {
        return Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read")
                .roles(Role.of("viewer", "reports:read"))
                .stores(JdbcStores.of(database, settings))
                .masterKey(masterKey)
                .failuresPerAddress("1000000/second")
                .auditSink(event -> {})
                .build();
    }

    private static void measure(String name, RevocationLatency nodes, boolean held) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        CountDownLatch end = new CountDownLatch(1);
        long[] nanos = new long[2 * REVOCATIONS];
        long start = System.nanoTime();
        try {
            Future<Boolean> open = threads.submit(() -> held && nodes.holdOpen(end));
            for (int i = 0; i < REVOCATIONS; i++) {
                nodes.revoke(threads, nanos, 2 * i);
            }
            require(!held || !open.isDone());
            end.countDown();
            require(open.get() == held);
        } finally {
            end.countDown();
            threads.shutdown();
            nodes.close();
        }
        Arrays.sort(nanos);
        System.out.printf(
                "| %s | %.1f ms | %.1f ms | %.1f ms | %d s |%n",
                name,
                nanos[nanos.length / 2] / 1e6,
                nanos[(int) (nanos.length * 0.99)] / 1e6,
                nanos[nanos.length - 1] / 1e6,
                (System.nanoTime() - start) / 1_000_000_000);
    }

    /** A transaction that changed something, and commits when all is over. */
    private boolean holdOpen(CountDownLatch end) {
        return stores.inTransaction(transaction -> {
            stores.attempts().increment(List.of(1), Instant.now(), Duration.ofHours(1));
            transaction.changed(Change.owner("somebody"));
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return true;
        });
    }

    private void close() {
        a.close();
        others.forEach(Sallyport::close);
        stores.close();
    }

    private void revoke(ExecutorService threads, long[] nanos, int at) throws Exception {
        NewApiKey key = done(a.apiKeys().create("ada", KeyRequest.named("job"), Actor.application()));
        Secret secret = key.secret();
        // At no fixed distance from the others' looks.
        LockSupport.parkNanos(
                ThreadLocalRandom.current().nextLong(Duration.ofMillis(300).toNanos()));
        for (Sallyport other : others) {
            require(accepts(other, secret));
        }
        done(a.apiKeys().revoke(key.key().id(), "leaked", Actor.application()));
        long start = System.nanoTime();
        List<Future<Long>> seen = others.stream()
                .map(other -> threads.submit(() -> untilRefused(other, secret)))
                .toList();
        for (int i = 0; i < seen.size(); i++) {
            nanos[at + i] = Math.max(0, seen.get(i).get() - start);
        }
    }

    private static long untilRefused(Sallyport node, Secret key) {
        while (!refuses(node, key)) {
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
        return System.nanoTime();
    }

    private static boolean accepts(Sallyport node, Secret key) {
        return node.authenticate(key.reveal(), HERE) instanceof AuthenticationResult.Accepted;
    }

    /** Not one that could not be looked up. */
    private static boolean refuses(Sallyport node, Secret key) {
        return node.authenticate(key.reveal(), HERE) instanceof AuthenticationResult.Refused refused
                && refused.refusal().cause() == Refusal.Cause.INVALID_TOKEN;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalStateException(
                    "A node does not take a key that is good, or a transaction was not held open");
        }
    }

    private static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, refusal -> {
            throw new IllegalStateException(refusal.toString());
        });
    }
}

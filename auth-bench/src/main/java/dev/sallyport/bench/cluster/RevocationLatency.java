package dev.sallyport.bench.cluster;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.authenticate.Authentication;
import dev.sallyport.caller.Outcome;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.store.jdbc.JdbcSettings;
import dev.sallyport.store.jdbc.JdbcStores;
import dev.sallyport.user.NewUser;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How long after a revocation on one node two others refuse the key, on a real PostgreSQL: by looking every second, and with
 * LISTEN and NOTIFY. The clock runs from the return of the call that revoked.
 */
public final class RevocationLatency {
    private static final int REVOCATIONS = 200;
    private static final String HERE = "192.0.2.1";

    private final Sallyport a;
    private final List<Sallyport> others;

    private RevocationLatency(DataSource database, JdbcSettings settings, MasterKey masterKey) {
        a = node(database, settings, masterKey);
        others = List.of(node(database, settings, masterKey), node(database, settings, masterKey));
        a.users().createIfAbsent(NewUser.of("ada").withId("ada").withRoles("viewer"));
    }

    public static void main(String[] arguments) throws Exception {
        MasterKey masterKey = MasterKey.random(new SecureRandom());
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            PGSimpleDataSource database = new PGSimpleDataSource();
            database.setPortNumbers(new int[] {server.getPort()});
            database.setServerNames(new String[] {"127.0.0.1"});
            database.setUser("postgres");
            database.setDatabaseName("postgres");
            System.out.println("| | median | p99 | longest |");
            System.out.println("|---|---|---|---|");
            measure("push", new RevocationLatency(database, JdbcSettings.defaults(), masterKey));
            measure(
                    "poll",
                    new RevocationLatency(database, JdbcSettings.defaults().withoutPush(), masterKey));
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

    private static void measure(String name, RevocationLatency nodes) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        long[] nanos = new long[2 * REVOCATIONS];
        try {
            for (int i = 0; i < REVOCATIONS; i++) {
                nodes.revoke(threads, nanos, 2 * i);
            }
        } finally {
            threads.shutdownNow();
            nodes.a.close();
            nodes.others.forEach(Sallyport::close);
        }
        Arrays.sort(nanos);
        System.out.printf(
                "| %s | %.1f ms | %.1f ms | %.1f ms |%n",
                name,
                nanos[nanos.length / 2] / 1e6,
                nanos[(int) (nanos.length * 0.99)] / 1e6,
                nanos[nanos.length - 1] / 1e6);
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
        while (accepts(node, key)) {
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
        return System.nanoTime();
    }

    private static boolean accepts(Sallyport node, Secret key) {
        return node.authenticate(key.reveal(), HERE) instanceof Authentication.Accepted;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalStateException("A node does not take a key that is good");
        }
    }

    private static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, refusal -> {
            throw new IllegalStateException(refusal.toString());
        });
    }
}

package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Sealed;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.session.BrowserCookie;
import dev.sallyport.session.RefreshFamily;
import dev.sallyport.session.Session;
import dev.sallyport.stores.Stores;
import dev.sallyport.testing.MovableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The purge on two nodes at once, and against renewals, on any database. */
@Timeout(120)
abstract class PurgeContract {
    private static final Instant NOW = Rows.NOW;
    private static final int EXPIRED = 2_300;
    private static final int LIVE = 200;
    private static final int CONTESTED = 400;

    private final MovableClock clock = MovableClock.at(NOW);
    private final DataSource database = newDataSource();
    private final Stores stores = JdbcStores.of(database);

    abstract DataSource newDataSource();

    private Sallyport node() {
        return Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read")
                .stores(StoresWith.method("now", clock::instant, JdbcStores.of(database)))
                .masterKey(MasterKey.of("0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII)))
                .clock(clock)
                .auditSink(event -> {})
                .build();
    }

    private void insertSession(String id, Instant expiresAt) {
        stores.sessions().insert(Session.of(id, "ada", NOW, expiresAt).withAmr(List.of("pwd")));
    }

    private static <T> List<T> together(List<Callable<T>> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(work.size());
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> task : work) {
                running.add(threads.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> task : running) {
                answers.add(task.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void twoNodesRemoveEachRowOnceAndNothingThatLives() throws Exception {
        stores.inTransaction(transaction -> {
            for (int i = 0; i < EXPIRED; i++) {
                insertSession("expired" + i, NOW.minusSeconds(61 + i));
                if (i % 10 == 0) {
                    stores.refreshFamilies()
                            .insert(new RefreshFamily(
                                    "expired" + i, Sealed.of("sealed"), null, 1, NOW, NOW.minusSeconds(1)));
                }
            }
            for (int i = 0; i < LIVE; i++) {
                insertSession("live" + i, NOW.plusSeconds(3_600));
                Instant idleUntil = i % 2 == 0 ? NOW.minusSeconds(61) : NOW.minusSeconds(59);
                stores.browserCookies()
                        .insert(new BrowserCookie(
                                SecretDigest.of("c" + i), "ada", null, idleUntil, NOW.plusSeconds(9), "app"));
                stores.auditLog()
                        .insert(List.of(AuditEvent.ofInstance(
                                NOW.minus(Duration.ofDays(i % 2 == 0 ? 91 : 1)),
                                AuditEvent.Type.LOGIN_FAILED,
                                Map.of())));
            }
            return true;
        });
        try (Sallyport first = node();
                Sallyport second = node()) {
            List<Integer> removed = together(List.of(first::purge, second::purge, first::purge, second::purge));
            // A batch that waited too long for the other's lock is left to the next run.
            int total = removed.stream().mapToInt(Integer::intValue).sum();
            for (int more = first.purge() + second.purge(); more > 0; more = first.purge() + second.purge()) {
                total += more;
            }
            assertThat(total).isEqualTo(EXPIRED + LIVE / 2 + LIVE / 2);
            assertThat(first.health().lastPurge()).isEqualTo(NOW);
        }
        assertThat(stores.sessions().findByOwner("ada", 10_000)).hasSize(LIVE).allMatch(s -> !s.isExpiredAt(NOW));
        assertThat(stores.refreshFamilies().findBySession("expired0")).isEmpty();
        assertThat(stores.browserCookies().find(SecretDigest.of("c1"))).isPresent();
        assertThat(stores.auditLog()
                        .find(AuditQuery.newest()
                                .withTypes(AuditEvent.Type.LOGIN_FAILED)
                                .withLimit(1_000))
                        .events())
                .hasSize(LIVE / 2);
    }

    /** What keeps all nodes but one from it is the lock of the database. */
    @Test
    void purgeWaitsWhileAnotherOneIsAtIt() throws Exception {
        insertSession("expired", NOW.minusSeconds(61));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Sallyport node = node()) {
            Future<Integer> purge = stores.inTransaction(transaction -> {
                transaction.lock("purge");
                Future<Integer> running = thread.submit(node::purge);
                LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
                assertThat(running.isDone()).isFalse();
                assertThat(stores.sessions().findById("expired")).isPresent();
                return running;
            });
            assertThat(purge.get()).isEqualTo(1);
            assertThat(stores.sessions().findById("expired")).isEmpty();
        } finally {
            thread.shutdownNow();
        }
    }

    /** Whoever renews goes the other way, so that both meet at rows that one of them has chosen already. */
    @RepeatedTest(3)
    void whatWasRenewedInTimeIsThere() throws Exception {
        stores.inTransaction(transaction -> {
            for (int i = 0; i < CONTESTED; i++) {
                insertSession("s" + i, NOW.plusMillis(i));
                stores.browserCookies()
                        .insert(new BrowserCookie(
                                SecretDigest.of("s" + i),
                                "ada",
                                null,
                                NOW.plusMillis(i),
                                NOW.plusSeconds(9_999),
                                "app"));
            }
            return true;
        });
        Instant end = NOW.plusSeconds(60);
        CountDownLatch renewing = new CountDownLatch(1);
        List<String> renewed = together(List.<Callable<List<String>>>of(() -> renew(renewing), () -> {
                    renewing.await();
                    stores.sessions().deleteExpired(end, CONTESTED);
                    stores.browserCookies().deleteExpired(end, CONTESTED);
                    return List.of();
                }))
                .get(0);
        assertThat(renewed)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(
                                name.startsWith("s")
                                        ? stores.sessions().findById(name).isPresent()
                                        : stores.browserCookies()
                                                .find(SecretDigest.of(name.substring(1)))
                                                .isPresent())
                        .as(name)
                        .isTrue());
    }

    private List<String> renew(CountDownLatch renewing) {
        List<String> renewed = new ArrayList<>();
        for (int i = CONTESTED - 1; i >= 0; i--) {
            String id = "s" + i;
            Session session = Session.of(id, "ada", NOW, NOW.plusSeconds(3_600)).withAmr(List.of("pwd"));
            if (stores.sessions().extend(session)) {
                renewed.add(id);
            }
            if (stores.browserCookies().touch(SecretDigest.of(id), NOW.plusSeconds(3_600))) {
                renewed.add("c" + id);
            }
            renewing.countDown();
        }
        return renewed;
    }
}

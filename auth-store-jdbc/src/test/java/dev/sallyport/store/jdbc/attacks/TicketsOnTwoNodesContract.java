package dev.sallyport.store.jdbc.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.Actor;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.store.jdbc.JdbcStores;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.user.NewUser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One ticket used on two nodes at the same moment. */
@Timeout(120)
abstract class TicketsOnTwoNodesContract {
    private static final LoginOrigin ORIGIN = new LoginOrigin("192.0.2.1", null, null);
    private static final MasterKey MASTER_KEY =
            MasterKey.of("0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII));

    private final Mailbox mailbox = new Mailbox();

    abstract DataSource newDataSource();

    private Sallyport start(DataSource database) {
        return Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read")
                .stores(JdbcStores.of(database))
                .masterKey(MASTER_KEY)
                .accounts(mailbox::into)
                .auditSink(event -> {})
                .build();
    }

    @Test
    void oneOfTwoNodesUsesATicket() throws Exception {
        DataSource database = newDataSource();
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try (Sallyport first = start(database);
                Sallyport second = start(database)) {
            first.users().createIfAbsent(NewUser.of("ada").withId("ada").withEmail("ada@example.com"));
            assertThat(first.accounts().orElseThrow().forgot("ada", ORIGIN).orElseThrow())
                    .isTrue();
            Secret ticket = mailbox.ticket();
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Boolean>> uses = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Sallyport node = i % 2 == 0 ? first : second;
                Secret password = Secret.of("password number " + i);
                uses.add(threads.submit(() -> {
                    start.await();
                    return node.accounts().orElseThrow().setPassword(ticket, password, ORIGIN) instanceof Outcome.Done;
                }));
            }
            start.countDown();
            List<Boolean> used = new ArrayList<>();
            for (Future<Boolean> use : uses) {
                used.add(use.get(100, TimeUnit.SECONDS));
            }
            assertThat(used).containsOnlyOnce(true);
            Secret enrolment = first.accounts()
                    .orElseThrow()
                    .enrol("ada", Actor.application())
                    .orElseThrow()
                    .ticket();
            assertThat(second.users()
                            .disable("ada", Actor.application())
                            .orElseThrow()
                            .enabled())
                    .isFalse();
            assertThat(first.accounts().orElseThrow().setPassword(enrolment, Secret.of("password number 9"), ORIGIN))
                    .isInstanceOf(Outcome.Refused.class);
        } finally {
            threads.shutdownNow();
        }
    }
}

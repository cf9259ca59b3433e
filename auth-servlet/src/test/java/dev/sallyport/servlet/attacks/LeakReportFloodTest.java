package dev.sallyport.servlet.attacks;

import static dev.sallyport.servlet.attacks.AttackedApi.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.leak.LeakPolicy;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.secret.Secret;
import dev.sallyport.stores.Stores;
import dev.sallyport.testing.MovableClock;
import dev.sallyport.user.NewUser;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Somebody without a credential reports a genuine key again and again, to fill the audit with rows of its owner. */
class LeakReportFloodTest {
    private final MovableClock clock = MovableClock.at(Instant.parse("2030-01-01T00:00:00Z"));
    private final Stores stores = InMemoryStores.create(clock);

    private AttackedApi start(LeakPolicy policy) {
        AttackedApi api = new AttackedApi(
                null,
                settings -> settings.clock(clock).stores(stores).leakReports(policy.withPerAddress("100000/minute")));
        done(api.auth.users().create(NewUser.of("ada").withRoles("analyst"), Actor.application()));
        return api;
    }

    private static Secret key(AttackedApi api) {
        String ada = api.auth.users().findByLogin("ada").orElseThrow().id();
        return done(api.auth.apiKeys().create(ada, KeyRequest.named("job"), Actor.application()))
                .secret();
    }

    private static void report(AttackedApi api, Secret key, int reports) {
        String body = Collections.nCopies(100, key.reveal()).stream()
                .collect(Collectors.joining("\",\"", "{\"credentials\":[\"", "\"]}"));
        for (int i = 0; i < reports; i++) {
            assertThat(api.send("POST", "/auth/leaks", null, body).statusCode()).isEqualTo(202);
        }
    }

    /** The work is done by the background thread, by the clock on the wall. */
    private List<AuditEvent> rows(AttackedApi api, int expected) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (isWaiting() || find(api).size() < expected) {
            assertThat(System.nanoTime()).as("still waiting after a minute").isLessThan(end);
            LockSupport.parkNanos(50_000_000);
        }
        return find(api);
    }

    private boolean isWaiting() {
        return !stores.leakReports()
                .findUnclaimed("https://api.example.com", clock.instant(), 1)
                .isEmpty();
    }

    private static List<AuditEvent> find(AttackedApi api) {
        return api.auth
                .auditLog()
                .find(AuditQuery.newest()
                        .withTypes(AuditEvent.Type.CREDENTIAL_LEAKED)
                        .withLimit(1_000))
                .events();
    }

    @Test
    void keyThatGoesOnHasOneRowADay() {
        try (AttackedApi api = start(LeakPolicy.flag())) {
            Secret key = key(api);
            report(api, key, 200);
            assertThat(rows(api, 1)).hasSize(1);
            report(api, key(api), 1);
            assertThat(rows(api, 2)).as("control: another key").hasSize(2);
            clock.advance(Duration.ofDays(1));
            report(api, key, 1);
            assertThat(rows(api, 3)).as("the next day").hasSize(3);
        }
    }

    @Test
    void keyThatEndsHasOneRow() {
        try (AttackedApi api = start(LeakPolicy.revoke())) {
            Secret key = key(api);
            report(api, key, 40);
            assertThat(rows(api, 1))
                    .singleElement()
                    .satisfies(row -> assertThat(row.details()).containsEntry("result", "revoked"));
            assertThat(api.send("GET", "/auth/me", key.reveal(), null).statusCode())
                    .isEqualTo(401);
        }
    }
}

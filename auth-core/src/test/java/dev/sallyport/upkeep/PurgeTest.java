package dev.sallyport.upkeep;

import static dev.sallyport.fixture.Node.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Health;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.change.StoreException;
import dev.sallyport.fixture.MovableClock;
import dev.sallyport.fixture.Node;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.upkeep.Purge.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PurgeTest {
    private final MovableClock clock = new MovableClock();
    private final List<String> batches = new ArrayList<>();

    private Purge purge(Part... parts) {
        return new Purge(List.of(parts), InMemoryStores.create(), clock, clock);
    }

    /** Has so many rows to remove. */
    private Part rows(String what, int count) {
        AtomicInteger left = new AtomicInteger(count);
        return new Part(what, Duration.ZERO, (before, max) -> {
            batches.add(what);
            int removed = Math.min(max, left.get());
            left.addAndGet(-removed);
            return removed;
        });
    }

    @Test
    void partsTakeTurnsInBatches() {
        Purge purge = purge(rows("many", 2_500), rows("few", 3), rows("none", 0));
        assertThat(purge.run()).isEqualTo(2_503);
        assertThat(batches).containsExactly("many", "few", "none", "many", "many");
        assertThat(purge.lastRun()).isEqualTo(clock.instant());
    }

    @Test
    void aPartThatFailsStopsNoOther() {
        Part failing = new Part("failing", Duration.ZERO, (before, max) -> {
            throw new StoreException("Out of reach");
        });
        Purge purge = purge(failing, rows("other", 1_500));
        assertThat(purge.run()).isEqualTo(1_500);
        assertThat(purge.lastRun()).as("not all of it was done").isNull();
    }

    @Test
    void aRunEndsInTimeWhateverIsLeft() {
        Part slow = new Part("slow", Duration.ZERO, (before, max) -> {
            clock.advance(Duration.ofSeconds(6));
            return max;
        });
        Purge purge = purge(slow);
        assertThat(purge.run()).isEqualTo(4 * Purge.BATCH);
        assertThat(purge.lastRun()).isNull();
        assertThat(purge(rows("endless", Integer.MAX_VALUE)).run())
                .as("also when the clock stands")
                .isEqualTo(50 * Purge.BATCH);
    }

    @Test
    void removesWhatIsOverAndNothingElse() {
        try (Node node = Node.create()) {
            node.userWithPassword("ada", "viewer");
            node.userWithPassword("bob", "viewer");
            NewApiKey revoked = node.key("ada");
            NewApiKey live = node.key("ada");
            done(node.auth.apiKeys().revoke(revoked.key().id(), "old", Actor.application()));
            node.login("ada");
            node.clock.advance(Duration.ofDays(8));
            node.login("bob");
            node.key("bob");
            assertThat(node.auth.purge()).as("the session of ada").isEqualTo(1);
            assertThat(node.auth.sessions().list("bob")).hasSize(1);
            assertThat(node.auth.apiKeys().list("ada"))
                    .as("a revoked key is there to look at")
                    .hasSize(2);

            node.clock.advance(Duration.ofDays(83));
            node.auth.purge();
            assertThat(node.auth.apiKeys().list("ada"))
                    .singleElement()
                    .satisfies(key -> assertThat(key.id()).isEqualTo(live.key().id()));
            assertThat(node.accepts(live.secret())).isTrue();
            Instant oldest = node.clock.instant().minus(Duration.ofDays(90));
            assertThat(node.auth.auditLog().find(AuditQuery.newest()).events())
                    .isNotEmpty()
                    .allSatisfy(event -> assertThat(event.at()).isAfterOrEqualTo(oldest));
            assertThat(node.auth
                            .auditLog()
                            .find(AuditQuery.newest().withTypes(AuditEvent.Type.USER_CREATED))
                            .events())
                    .isEmpty();
        }
    }

    @Test
    void healthTellsOfCacheTailAuditAndPurge() {
        try (Node node = Node.createDurable(settings -> settings)) {
            node.userWithPassword("ada", "viewer");
            NewApiKey key = node.key("ada");
            node.accepted(key.secret());
            node.accepted(key.secret());
            Health before = node.auth.health();
            assertThat(before.loadedCredentials()).isEqualTo(1);
            assertThat(before.cachedCredentials()).isEqualTo(1);
            assertThat(before.changesSeenAgo()).isZero();
            assertThat(before.lastPurge()).isNull();
            assertThat(before.auditLeftOut()).isZero();
            node.auth.purge();
            assertThat(node.auth.health().lastPurge()).isEqualTo(node.clock.instant());
        }
    }
}

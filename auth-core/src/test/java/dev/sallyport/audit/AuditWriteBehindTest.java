package dev.sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.change.StoreException;
import dev.sallyport.fixture.MovableClock;
import dev.sallyport.fixture.Together;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.memory.InMemoryStores;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditWriteBehindTest {
    private final MovableClock clock = new MovableClock();
    private final WatchedStores watched = WatchedStores.over(InMemoryStores.create());
    private final AuditStore store = watched.stores().auditLog();
    private final AuditWriteBehind queue = new AuditWriteBehind(store, clock, new SecureRandom(), 60);

    private AuditEvent event(AuditEvent.Type type) {
        return event(type, null);
    }

    private AuditEvent event(AuditEvent.Type type, @Nullable String owner) {
        return new AuditEvent(clock.instant(), type, null, owner, null, "192.0.2.1", Map.of());
    }

    private List<AuditEvent> kept(AuditEvent.Type type) {
        return store.find(AuditQuery.newest().withTypes(type).withLimit(1_000)).events();
    }

    @Test
    void rowsAreBoundedHoweverLongTheFloodLasts() {
        for (int minute = 0; minute < 6; minute++) {
            for (int i = 0; i < 500; i++) {
                queue.add(event(AuditEvent.Type.LOGIN_FAILED));
            }
            queue.flush();
            clock.advance(Duration.ofMinutes(1));
        }
        queue.flush();
        assertThat(kept(AuditEvent.Type.LOGIN_FAILED))
                .as("600 at once, 60 a minute")
                .hasSize(600 + 5 * 60);
        long told = kept(AuditEvent.Type.NOTICES_LEFT_OUT).stream()
                .mapToLong(event -> Long.parseLong(event.details().get("count")))
                .sum();
        assertThat(told).as("no event is neither kept nor counted").isEqualTo(3_000 - 600 - 5 * 60);
        assertThat(queue.leftOut()).isEqualTo(told);
        assertThat(kept(AuditEvent.Type.NOTICES_LEFT_OUT)).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void whatCouldNotBeWrittenWaitsInOrderAndInBoundedNumber() {
        List<AuditEvent.Type> types = List.copyOf(EnumSet.allOf(AuditEvent.Type.class));
        watched.setDown(true);
        for (int i = 0; i < 12_000; i++) {
            queue.add(event(types.get(i % types.size())));
        }
        assertThatThrownBy(queue::flush).isInstanceOf(StoreException.class);
        int waiting = queue.size();
        assertThat(waiting).isLessThanOrEqualTo(10_000);
        watched.setDown(false);
        queue.flush();
        assertThat(queue.size()).isZero();
        assertThat(waiting + queue.leftOut()).isEqualTo(12_000);
    }

    @Test
    void manyThreadsLoseNothing() throws Exception {
        Together.run(8, () -> {
            for (int i = 0; i < 70; i++) {
                queue.add(event(AuditEvent.Type.LOGIN_FAILED));
                queue.flush();
            }
            return true;
        });
        queue.close();
        assertThat(kept(AuditEvent.Type.LOGIN_FAILED)).hasSize(560);
        assertThat(queue.leftOut()).isZero();
    }

    @Test
    void floodOfSomeOwnersHidesNoOthers() {
        for (int i = 0; i < 100_000; i++) {
            queue.add(event(AuditEvent.Type.LOGIN_SUCCEEDED, "mallory" + i % 50));
        }
        for (int i = 0; i < 5; i++) {
            queue.add(event(AuditEvent.Type.LOGIN_SUCCEEDED, "admin"));
        }
        queue.flush();
        assertThat(kept(AuditEvent.Type.LOGIN_SUCCEEDED))
                .filteredOn(event -> "admin".equals(event.owner()))
                .hasSize(5);
        assertThat(kept(AuditEvent.Type.LOGIN_SUCCEEDED)).hasSizeLessThanOrEqualTo(2 * 600);
    }

    @Test
    void floodOfOneOwnerLeavesTheBudgetToOthers() {
        for (int i = 0; i < 10_000; i++) {
            queue.add(event(AuditEvent.Type.LOGIN_SUCCEEDED, "mallory"));
        }
        for (int i = 0; i < 50; i++) {
            queue.add(event(AuditEvent.Type.LOGIN_SUCCEEDED, "admin"));
        }
        queue.flush();
        assertThat(kept(AuditEvent.Type.LOGIN_SUCCEEDED))
                .filteredOn(event -> "admin".equals(event.owner()))
                .hasSize(50);
    }
}

package dev.sallyport.servlet.guard.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DenialsTest {
    private final List<AuditEvent> events = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private final Denials denials = new Denials(events::add, () -> now);

    @Test
    void recordsOneAMinuteAndCountsTheOthers() {
        for (int i = 0; i < 50; i++) {
            denials.record(null, ClientAddress.of("192.0.2.1"), "/api/*", Refusal.Cause.INVALID_TOKEN);
        }
        assertThat(events).hasSize(1);
        assertThat(events.get(0).type()).isEqualTo(AuditEvent.Type.ACCESS_DENIED);
        assertThat(events.get(0).address()).isEqualTo("192.0.2.1");

        now = now.plusSeconds(60);
        denials.record(null, ClientAddress.of("192.0.2.1"), "/api/*", Refusal.Cause.INVALID_TOKEN);
        assertThat(events).hasSize(2);
        assertThat(events.get(1).details()).containsEntry("left_out", "49").containsEntry("cause", "INVALID_TOKEN");
    }

    @Test
    void recordsWhoWasRefusedByWhichCredential() {
        denials.recordIfTelling(
                caller("key-1", "session-1"), ClientAddress.of("192.0.2.1"), "/a", Refusal.Cause.FORBIDDEN);
        denials.recordIfTelling(
                caller(null, "session-1"), ClientAddress.of("192.0.2.1"), "/b", Refusal.Cause.INSUFFICIENT_SCOPE);
        denials.recordIfTelling(
                caller("key-1", null), ClientAddress.of("192.0.2.1"), "/c", Refusal.Cause.INVALID_TOKEN);

        assertThat(events).extracting(AuditEvent::owner).containsExactly("ada", "ada", null);
        assertThat(events).extracting(AuditEvent::credential).containsExactly("key-1", "session-1", null);
    }

    /** Everyday refusals would drown the others. */
    @Test
    void leavesOutWhatTellsNothing() {
        denials.recordIfTelling(null, ClientAddress.of("192.0.2.1"), "/a", Refusal.Cause.FORBIDDEN);
        denials.recordIfTelling(null, ClientAddress.of("192.0.2.1"), "/a", Refusal.Cause.AUTHENTICATION_REQUIRED);
        denials.recordIfTelling(caller("key-1", null), ClientAddress.of("192.0.2.1"), "/a", Refusal.Cause.RATE_LIMITED);

        assertThat(events).isEmpty();
    }

    private static Caller caller(@Nullable String key, @Nullable String session) {
        return new Caller(
                "ada",
                CallerKind.USER,
                null,
                ScopeSet.of(),
                Set.of(),
                session,
                key,
                Instant.EPOCH,
                List.of("pwd"),
                null,
                Map.of());
    }

    @Test
    void boundsAFloodFromManyAddresses() {
        for (int i = 0; i < 50_000; i++) {
            denials.record(
                    null,
                    ClientAddress.of("10.0." + (i >> 8) + "." + (i & 255)),
                    "/api/*",
                    Refusal.Cause.INVALID_TOKEN);
        }
        assertThat(events).hasSizeLessThanOrEqualTo(1024).hasSizeGreaterThan(500);
    }
}

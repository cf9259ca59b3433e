package dev.sallyport.servlet.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DenialsTest {
    private final List<AuditEvent> events = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private final Denials denials = new Denials(events::add, () -> now);

    @Test
    void recordsOneAMinuteAndCountsTheOthers() {
        for (int i = 0; i < 50; i++) {
            denials.record(null, "192.0.2.1", "/api/*", Refusal.Cause.INVALID_TOKEN);
        }
        assertThat(events).hasSize(1);
        assertThat(events.get(0).type()).isEqualTo(AuditEvent.Type.ACCESS_DENIED);
        assertThat(events.get(0).address()).isEqualTo("192.0.2.1");

        now = now.plusSeconds(60);
        denials.record(null, "192.0.2.1", "/api/*", Refusal.Cause.INVALID_TOKEN);
        assertThat(events).hasSize(2);
        assertThat(events.get(1).details()).containsEntry("left_out", "49").containsEntry("cause", "INVALID_TOKEN");
    }

    @Test
    void boundsAFloodFromManyAddresses() {
        for (int i = 0; i < 50_000; i++) {
            denials.record(null, "10.0." + (i >> 8) + "." + (i & 255), "/api/*", Refusal.Cause.INVALID_TOKEN);
        }
        assertThat(events).hasSizeLessThanOrEqualTo(1024).hasSizeGreaterThan(500);
    }
}

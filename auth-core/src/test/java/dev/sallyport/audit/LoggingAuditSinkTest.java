package dev.sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoggingAuditSinkTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void writesOneLineOfPairsInAFixedOrder() {
        AuditEvent event = new AuditEvent(
                NOW,
                AuditEvent.Type.API_KEY_REVOKED,
                "ada",
                "bob",
                "k1",
                "192.0.2.1",
                Map.of("reason", "leaked", "name", "nightly"));
        assertThat(LoggingAuditSink.line(event))
                .isEqualTo("at=2026-11-22T10:00:00Z type=API_KEY_REVOKED actor=\"ada\" owner=\"bob\" credential=\"k1\""
                        + " address=\"192.0.2.1\" name=\"nightly\" reason=\"leaked\"");
    }

    @Test
    void leavesOutWhatIsAbsent() {
        AuditEvent event = Actor.application().event(NOW, AuditEvent.Type.USER_CREATED, null, null, Map.of());
        assertThat(LoggingAuditSink.line(event)).isEqualTo("at=2026-11-22T10:00:00Z type=USER_CREATED");
    }

    @ParameterizedTest
    @CsvSource({
        "'x\" actor=\"root', 'x\\\" actor=\\\"root'",
        "'x\ntype=LOGIN', 'x\\u000atype=LOGIN'",
        "'x\ry', 'x\\u000dy'",
        "'x\\', 'x\\\\'",
        "'x\u001b[2Jy', 'x\\u001b[2Jy'",
        "'x\u0000y', 'x\\u0000y'",
        "'x\u0085y\u2028z', 'x\\u0085y\\u2028z'",
        "'\u202Egnp.exe', '\\u202egnp.exe'",
        "'\uD83D\uDD11', '\\ud83d\\udd11'",
    })
    void noValueEndsTheLineOrAddsAPair(String value, String escaped) {
        AuditEvent event =
                Actor.application().event(NOW, AuditEvent.Type.API_KEY_CREATED, value, null, Map.of("name", value));
        String line = LoggingAuditSink.line(event);
        assertThat(line)
                .isEqualTo("at=2026-11-22T10:00:00Z type=API_KEY_CREATED owner=\"" + escaped + "\" name=\"" + escaped
                        + "\"");
        assertThat(line).matches("[ -~]*");
    }

    @Test
    void failingSinkDoesNotFailTheAct() {
        AuditEvent event = Actor.application().event(NOW, AuditEvent.Type.USER_CREATED, null, null, Map.of());
        new CheckedAuditSink(ignored -> {
                    throw new IllegalStateException("disk full");
                })
                .record(event);
    }
}

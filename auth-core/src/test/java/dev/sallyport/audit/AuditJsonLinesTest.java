package dev.sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sallyport.fixtures.LogLines;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditJsonLinesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456Z");

    private static AuditEvent event(String owner, Map<String, String> details) {
        return Actor.application().event(NOW, AuditEvent.Type.API_KEY_CREATED, owner, null, details);
    }

    @Test
    void writesAllMembersInAFixedOrder() {
        StringWriter out = new StringWriter();
        AuditSink sink = AuditSink.jsonLines(out);
        sink.record(new AuditEvent(
                NOW,
                AuditEvent.Type.API_KEY_REVOKED,
                "ada",
                "bob",
                "k1",
                "192.0.2.1",
                Map.of("reason", "leaked", "name", "nightly")));
        sink.record(event("bob", Map.of()));
        assertThat(out.toString().lines())
                .containsExactly(
                        "{\"at\":\"2026-11-22T10:00:00.123Z\",\"type\":\"API_KEY_REVOKED\",\"actor\":\"ada\",\"owner\":\"bob\","
                                + "\"credential\":\"k1\",\"address\":\"192.0.2.1\",\"details\":{\"name\":\"nightly\",\"reason\":\"leaked\"}}",
                        "{\"at\":\"2026-11-22T10:00:00.123Z\",\"type\":\"API_KEY_CREATED\",\"actor\":null,\"owner\":\"bob\","
                                + "\"credential\":null,\"address\":null,\"details\":{}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\"},\"actor\":\"root",
                "x\n{\"type\":\"LOGIN_SUCCEEDED\"}",
                "x\r\ny",
                "x\\",
                "x\u001b[2J\u0000\u007fy",
                "x\u0085y\u2028z\u2029",
                "\u202Egnp.exe",
                "\uD83D\uDD11 key"
            })
    void oneEventIsOneLineOfAsciiThatReadsBackWhateverIsInIt(String hostile) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AuditSink.jsonLines(out).record(event(hostile, Map.of(hostile, hostile)));
        String text = out.toString(StandardCharsets.US_ASCII);
        assertThat(text).matches("[ -~]+\n");
        Map<String, Object> read =
                JsonReader.asWritten(new JsonLimits(4, 100, 1_000, 20, 100)).readObject(out.toByteArray());
        assertThat(read).containsEntry("owner", hostile).containsEntry("details", Map.of(hostile, hostile));
    }

    @Test
    void halfOfASurrogatePairIsWrittenToo() {
        StringWriter out = new StringWriter();
        AuditSink.jsonLines(out).record(event("x\uD83D", Map.of()));
        assertThat(out.toString()).contains("\"owner\":\"x\\ud83d\"").matches("[ -~]+\n");
    }

    @Test
    void aFullDiskFailsNoRequest() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        AuditSink used = new CheckedAuditSink(AuditSink.jsonLines(full));
        assertThatCode(() -> used.record(event("bob", Map.of()))).doesNotThrowAnyException();
    }

    @Test
    void linesOfSeveralThreadsAreNotMixed() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AuditSink sink = AuditSink.jsonLines(out);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 2_000; i++) {
            threads.execute(() -> sink.record(event("bob", Map.of("text", "y".repeat(200)))));
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
        assertThat(out.toString(StandardCharsets.US_ASCII).lines())
                .hasSize(2_000)
                .allSatisfy(line -> assertThat(line).startsWith("{\"at\"").endsWith("}}"));
    }

    @Test
    void goesToTheLogOfTheAudit() {
        try (LogLines log = LogLines.named("dev.sallyport.audit")) {
            AuditSink.jsonLines().record(event("bob", Map.of()));
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("\"owner\":\"bob\""))
                    .singleElement()
                    .asString()
                    .startsWith("{\"at\":");
        }
    }
}

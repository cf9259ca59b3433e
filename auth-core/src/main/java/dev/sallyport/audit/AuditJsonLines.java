package dev.sallyport.audit;

import dev.sallyport.json.JsonWriter;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Writes each event as one JSON object on one line. All members are always present; an absent value is null. Every non-ASCII character
 * is escaped, so no reader takes a Unicode line separator for the end of an event, and the encoding does not matter. Safe for use by
 * many threads.
 */
final class AuditJsonLines {
    private static final Logger LOG = System.getLogger("dev.sallyport.audit");

    private final Consumer<String> lines;

    private AuditJsonLines(Consumer<String> lines) {
        this.lines = lines;
    }

    static AuditJsonLines toLog() {
        return new AuditJsonLines(line -> LOG.log(Level.INFO, line));
    }

    static AuditJsonLines to(OutputStream out) {
        return new AuditJsonLines(line -> write(out, line));
    }

    static AuditJsonLines to(Appendable out) {
        return new AuditJsonLines(line -> append(out, line));
    }

    /** @throws UncheckedIOException when it cannot be written */
    void write(AuditEvent event) {
        lines.accept(json(event));
    }

    // One call for each line, so that a failure leaves no partial line before the next.
    private static void write(OutputStream out, String line) {
        synchronized (out) {
            try {
                out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException("An audit event could not be written", e);
            }
        }
    }

    private static void append(Appendable out, String line) {
        synchronized (out) {
            try {
                out.append(line + "\n");
                if (out instanceof Flushable flushable) {
                    flushable.flush();
                }
            } catch (IOException e) {
                throw new UncheckedIOException("An audit event could not be written", e);
            }
        }
    }

    private static String json(AuditEvent event) {
        return ascii(JsonWriter.object(json -> json.instant("at", event.at())
                .text("type", event.type().name())
                .text("actor", event.actor())
                .text("owner", event.owner())
                .text("credential", event.credential())
                .text("address", event.address())
                .object("details", details -> new TreeMap<>(event.details()).forEach(details::text))));
    }

    /** Escapes all non-ASCII characters, which occur only in JSON strings. */
    private static String ascii(String json) {
        StringBuilder line = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c < 0x7F) {
                line.append(c);
            } else {
                line.append(String.format("\\u%04x", (int) c));
            }
        }
        return line.toString();
    }
}

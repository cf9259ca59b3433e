package dev.sallyport.servlet.operator;

import dev.sallyport.audit.AuditEvent;
import dev.sallyport.json.JsonWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Format of audit events in an answer. */
enum AuditFormat {
    /** One JSON document with a cursor. */
    PAGE("application/json", "audit.json"),
    /** One JSON object a line. */
    LINES("application/jsonl", "audit.jsonl"),
    /** Comma-separated values (RFC 4180), with a header. */
    CSV("text/csv", "audit.csv");

    private static final String HEADER = "at,type,actor,owner,credential,address,details\r\n";

    private final String contentType;
    private final String fileName;

    AuditFormat(String contentType, String fileName) {
        this.contentType = contentType;
        this.fileName = fileName;
    }

    /** The first streamed format in an {@code Accept} header; otherwise a page. */
    static AuditFormat of(String accept) {
        return Arrays.stream(accept.split(",", -1))
                .map(range -> range.split(";", -1)[0].strip().toLowerCase(Locale.ROOT))
                .flatMap(type -> Stream.of(LINES, CSV).filter(format -> format.contentType.equals(type)))
                .findFirst()
                .orElse(PAGE);
    }

    String contentType() {
        return contentType;
    }

    String fileName() {
        return fileName;
    }

    void begin(Writer out) throws IOException {
        if (this == CSV) {
            out.write(HEADER);
        }
    }

    void write(AuditEvent event, Writer out) throws IOException {
        if (this == CSV) {
            out.write(row(event));
        } else {
            out.write(JsonWriter.object(json -> write(json, event)));
            out.write('\n');
        }
    }

    /** Writes an event as one JSON object. */
    static void write(JsonWriter json, AuditEvent event) {
        json.instant("at", event.at())
                .text("type", event.type().name())
                .text("actor", event.actor())
                .text("owner", event.owner())
                .text("credential", event.credential())
                .text("address", event.address())
                .object("details", details -> new TreeMap<>(event.details()).forEach(details::text));
    }

    private static String row(AuditEvent event) {
        String details = new TreeMap<>(event.details())
                .entrySet().stream()
                        .map(detail -> detail.getKey() + "=" + detail.getValue())
                        .collect(Collectors.joining("; "));
        return Stream.of(
                                event.at().toString(),
                                event.type().name(),
                                event.actor(),
                                event.owner(),
                                event.credential(),
                                event.address(),
                                details)
                        .map(AuditFormat::cell)
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    /** Quotes a cell, so that no spreadsheet takes a text that a stranger chose for a formula. */
    private static String cell(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        String plain = "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + plain.replace("\"", "\"\"") + '"';
    }
}

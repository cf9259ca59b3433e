package dev.sallyport.servlet.describe;

import dev.sallyport.servlet.wire.EndpointMap;
import dev.sallyport.servlet.wire.EndpointTable.Row;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Documents, written once and again when the application adds endpoints. Safe for use by many threads. */
final class Documents {
    /** Largest document that tools read without trouble. */
    static final int MAX_LENGTH = 2_000_000;

    private static final Logger LOG = System.getLogger(Documents.class.getName());

    private final Description description;
    private final EndpointMap endpoints;
    private volatile Written written = new Written(List.of(), Map.of());

    /** A document and its entity tag. */
    record Text(String json, String tag) {
        /** Tells whether {@code If-None-Match} names this text (RFC 9110 §13.1.2). */
        boolean isAmong(String tags) {
            return tags.strip().equals("*")
                    || Arrays.stream(tags.split(",", -1))
                            .map(String::strip)
                            .anyMatch(each -> each.equals(tag) || each.equals("W/" + tag));
        }
    }

    private record Key(Format format, String version, boolean forOperator) {}

    private record Written(List<Row> rows, Map<Key, Text> texts) {}

    Documents(Description description, EndpointMap endpoints) {
        this.description = description;
        this.endpoints = endpoints;
    }

    /** Writes the newest version now, so that what is left out is told at the start. */
    void write(Format format) {
        Text unused = text(format, format.newest(), false);
    }

    Text text(Format format, String version, boolean forOperator) {
        List<Row> rows = endpoints.table().rows();
        Written current = written;
        if (current.rows() != rows) {
            current = new Written(rows, new ConcurrentHashMap<>());
            written = current;
        }
        return current.texts()
                .computeIfAbsent(
                        new Key(format, version, forOperator),
                        key -> write(key, Facts.of(description, endpoints, key.forOperator())));
    }

    private static Text write(Key key, Facts facts) {
        String json = escaped(key.format().write(facts, key.version()));
        List<Row> rows = facts.rows();
        while (json.length() > MAX_LENGTH && !rows.isEmpty()) {
            rows = rows.subList(0, rows.size() / 2);
            json = escaped(key.format().write(facts.withRows(rows), key.version()));
        }
        if (rows.size() < facts.rows().size()) {
            LOG.log(
                    Level.WARNING,
                    "The description of the endpoints would have more than " + MAX_LENGTH
                            + " characters: it leaves out "
                            + (facts.rows().size() - rows.size()) + " endpoints of the application, from "
                            + facts.rows().get(rows.size()).pattern() + " on");
        }
        return new Text(json, tag(json));
    }

    /** So that no part of it is markup, wherever somebody puts it. */
    private static String escaped(String json) {
        return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    private static String tag(String json) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return '"' + HexFormat.of().formatHex(digest, 0, 16) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    /** The headers that a credential comes in: who has another one may read another document. */
    String vary() {
        return Stream.concat(
                        Stream.of("Authorization", "Cookie"),
                        Stream.concat(
                                endpoints.keyHeaders().stream(),
                                endpoints.faces().stream()
                                        .flatMap(face -> face.profile().credentials().headers().stream())))
                .distinct()
                .collect(Collectors.joining(", "));
    }
}

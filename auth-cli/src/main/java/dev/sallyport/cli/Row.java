package dev.sallyport.cli;

import dev.sallyport.json.JsonWriter;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One item to print, member by member: a text, number, boolean, instant, list of texts or list of rows; null for an absent value. For
 * one thread.
 */
final class Row {
    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    Row with(String name, @Nullable Object value) {
        members.put(name, value);
        return this;
    }

    Set<String> names() {
        return members.keySet();
    }

    void writeTo(JsonWriter json) {
        members.forEach((name, value) -> write(json, name, value));
    }

    private static void write(JsonWriter json, String name, @Nullable Object value) {
        if (value instanceof Number number) {
            json.number(name, number.longValue());
        } else if (value instanceof Boolean flag) {
            json.flag(name, flag);
        } else if (value instanceof Instant instant) {
            json.instant(name, instant);
        } else if (value instanceof Rows rows) {
            json.objects(name, rows.all(), (each, row) -> row.writeTo(each));
        } else if (value instanceof Row row) {
            json.object(name, row::writeTo);
        } else if (value instanceof Collection<?> texts) {
            json.texts(name, texts.stream().map(String::valueOf).toList());
        } else {
            json.text(name, value == null ? null : value.toString());
        }
    }

    /** Several rows as a member of one. */
    record Rows(List<Row> all) {}

    /** The member as one line for people; a dash for an absent value. */
    String cell(String name) {
        @Nullable Object value = members.get(name);
        if (value instanceof Collection<?> texts) {
            return texts.isEmpty()
                    ? "-"
                    : Cells.printable(
                            String.join(",", texts.stream().map(String::valueOf).toList()));
        }
        if (value instanceof Boolean flag) {
            return flag ? "yes" : "no";
        }
        return value == null ? "-" : Cells.printable(value instanceof Row row ? row.inLine() : value.toString());
    }

    private String inLine() {
        StringBuilder line = new StringBuilder();
        members.forEach((name, value) ->
                line.append(line.isEmpty() ? "" : " ").append(name).append('=').append(value));
        return line.isEmpty() ? "-" : line.toString();
    }

    /** The rows nested in this one, by member name. */
    Map<String, Rows> inside() {
        Map<String, Rows> inside = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            if (value instanceof Rows rows) {
                inside.put(name, rows);
            }
        });
        return inside;
    }
}

package dev.sallyport.cli;

import dev.sallyport.json.JsonWriter;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints the result of a command: one JSON object with {@code --json}, else a table or lines. For one thread. */
final class Printer {
    private final PrintWriter out;
    private final boolean json;

    Printer(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** Prints a finished JSON document, whichever form was requested. */
    void document(String text) {
        out.println(text);
    }

    /** Prints one item. */
    void one(Row row) {
        if (json) {
            out.println(JsonWriter.object(row::writeTo));
            return;
        }
        Map<String, Row.Rows> inside = row.inside();
        int width = row.names().stream().mapToInt(String::length).max().orElse(0);
        for (String name : row.names()) {
            if (!inside.containsKey(name)) {
                out.println(padded(name, width) + "  " + row.cell(name));
            }
        }
        inside.forEach((name, rows) -> {
            out.println();
            out.println(name + ":");
            table(rows.all());
        });
    }

    /**
     * Prints a list of items.
     *
     * @param name of the list in the JSON object
     * @param next the value for {@code --after}; null at the end of the list
     */
    void list(String name, List<Row> rows, @Nullable String next) {
        if (json) {
            out.println(JsonWriter.object(object ->
                    object.objects(name, rows, (each, row) -> row.writeTo(each)).text("next", next)));
            return;
        }
        table(rows);
        if (next != null) {
            out.println();
            out.println("More: --after " + Cells.printable(next));
        }
    }

    private void table(List<Row> rows) {
        if (rows.isEmpty()) {
            out.println("none");
            return;
        }
        List<String> names = List.copyOf(rows.get(0).names());
        StringBuilder head = new StringBuilder();
        int[] widths = new int[names.size()];
        for (int i = 0; i < widths.length; i++) {
            String name = names.get(i);
            widths[i] = Math.max(
                    name.length(),
                    rows.stream().mapToInt(row -> row.cell(name).length()).max().orElse(0));
            head.append(padded(name.toUpperCase(Locale.ROOT), widths[i])).append("  ");
        }
        out.println(head.toString().stripTrailing());
        for (Row row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(padded(row.cell(names.get(i)), widths[i])).append("  ");
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}

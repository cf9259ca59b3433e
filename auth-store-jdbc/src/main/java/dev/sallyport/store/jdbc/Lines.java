package dev.sallyport.store.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A list or a map as one text that people can read and search: every entry ends in a line feed, a map entry is
 * {@code name=value}. Inside an entry a backslash is written {@code \\}, a line feed {@code \n}, and in a name the sign
 * {@code =} is written {@code \e}.
 */
final class Lines {
    private Lines() {}

    static String of(Collection<String> entries) {
        StringBuilder text = new StringBuilder();
        entries.forEach(entry -> text.append(escape(entry)).append('\n'));
        return text.toString();
    }

    /** In the order of the names, so that equal maps are equal texts. */
    static String of(Map<String, String> entries) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(entries)
                .forEach((name, value) -> text.append(escape(name).replace("=", "\\e"))
                        .append('=')
                        .append(escape(value))
                        .append('\n'));
        return text.toString();
    }

    static List<String> readList(String text) {
        return split(text).stream().map(Lines::unescape).toList();
    }

    static Map<String, String> readMap(String text) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (String line : split(text)) {
            int sign = line.indexOf('=');
            if (sign < 0) {
                throw new IllegalArgumentException("A line is not of the form name=value");
            }
            entries.put(unescape(line.substring(0, sign)), unescape(line.substring(sign + 1)));
        }
        return entries;
    }

    private static List<String> split(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines.add(text.substring(start, end));
            start = end + 1;
        }
        if (start != text.length()) {
            throw new IllegalArgumentException("The last line does not end");
        }
        return lines;
    }

    private static String escape(String entry) {
        return entry.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static String unescape(String line) {
        StringBuilder entry = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            entry.append(c == '\\' && i + 1 < line.length() ? escaped(line.charAt(++i)) : c);
        }
        return entry.toString();
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'e' -> '=';
            default -> c;
        };
    }
}

package dev.sallyport.servlet.describe;

import dev.sallyport.access.AccessRule;
import dev.sallyport.servlet.wire.EndpointTable.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules of the application's endpoints, found by method and path as a document writes it. For one document. */
final class EnforcedRules {
    private final List<Row> rows;
    private final Set<Row> used = new HashSet<>();

    EnforcedRules(List<Row> rows) {
        // The most special first; what holds for every method last.
        List<Row> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparingInt((Row row) -> row.pattern().contains("*") ? 1 : 0)
                .thenComparingInt(row -> -row.pattern().length())
                .thenComparingInt(row -> row.method().equals("*") ? 1 : 0));
        this.rows = List.copyOf(sorted);
    }

    /** Empty where nothing is known of the path, or it is known not to be protected. */
    Optional<AccessRule> find(String method, String path) {
        for (Row row : rows) {
            if ((row.method().equals("*") || row.method().equals(method)) && matches(row.pattern(), path)) {
                used.add(row);
                return row.rule().startsWith("not ") ? Optional.empty() : Optional.of(new ApplicationRow(row).access());
            }
        }
        return Optional.empty();
    }

    /** Rows of one method that no operation asked for. */
    List<String> undescribed() {
        return rows.stream()
                .filter(row -> new ApplicationRow(row).isOperation() && !used.contains(row))
                .map(row -> row.method() + " " + row.pattern())
                .sorted()
                .toList();
    }

    private static boolean matches(String pattern, String path) {
        String template = ApplicationRow.template(pattern);
        boolean isPrefix = pattern.endsWith("/*") || pattern.endsWith("/**");
        List<String> wanted = segments(template);
        List<String> asked = segments(path);
        if (pattern.startsWith("*.")) {
            return path.endsWith(pattern.substring(1));
        }
        if (isPrefix) {
            wanted = wanted.subList(0, wanted.size() - 1);
            asked = asked.size() < wanted.size() ? asked : asked.subList(0, wanted.size());
        }
        if (wanted.size() != asked.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            // A variable of the rule is whatever the document has there; one of the document must be one of the rule.
            if (!wanted.get(i).startsWith("{") && !wanted.get(i).equals(asked.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> segments(String path) {
        String inner = path.startsWith("/") ? path.substring(1) : path;
        return inner.isEmpty() ? List.of() : List.of(inner.split("/", -1));
    }
}

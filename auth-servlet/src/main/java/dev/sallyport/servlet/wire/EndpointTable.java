package dev.sallyport.servlet.wire;

import dev.sallyport.access.AccessRule;
import dev.sallyport.scope.Scope;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoints there are and what they demand: the source of the table in the log at start-up and of {@code GET /auth/scopes}.
 * It describes, and decides nothing: what is not in it is decided at request time all the same. Safe for use by many threads.
 */
public final class EndpointTable {
    private static final Logger LOG = System.getLogger(EndpointTable.class.getName());

    private volatile List<Row> rows = List.of();

    /**
     * One endpoint.
     *
     * @param pattern its URL pattern or path, relative to the context
     * @param method the HTTP method, or {@code *} for all that have no row of their own
     * @param rule in words
     * @param scopes that the rule asks for
     * @param access the rule; null where it is none that stands alone
     */
    public record Row(
            String pattern,
            String method,
            String rule,
            List<Scope> scopes,
            @Nullable AccessRule access) {
        public Row {
            scopes = List.copyOf(scopes);
        }

        /** For what several rules say together. */
        public Row(String pattern, String method, String rule, List<Scope> scopes) {
            this(pattern, method, rule, scopes, null);
        }

        public static Row of(String pattern, String method, AccessRule rule) {
            List<Scope> scopes = new ArrayList<>();
            rule.allOf().union(rule.anyOf()).forEach(scopes::add);
            return new Row(pattern, method, RuleText.of(rule), scopes, rule);
        }

        /** For what no rule says in full. */
        public static Row described(String pattern, String method, String rule) {
            return new Row(pattern, method, rule, List.of());
        }
    }

    /** Empty. */
    public EndpointTable() {}

    /** Puts in what was found, and logs it: one line for each endpoint, in one record. */
    public synchronized void add(Collection<Row> more) {
        if (more.isEmpty()) {
            return;
        }
        List<Row> all = new ArrayList<>(rows);
        all.addAll(more);
        rows = List.copyOf(all);
        LOG.log(Level.INFO, () -> "Endpoints and what they demand:" + text(more));
    }

    /** All of them, as they were put in. */
    public List<Row> rows() {
        return rows;
    }

    /** The endpoints that ask for a scope, each as {@code GET /api/reports}. */
    public Map<Scope, List<String>> scopeUses() {
        Map<Scope, TreeSet<String>> uses = new HashMap<>();
        for (Row row : rows) {
            row.scopes()
                    .forEach(scope ->
                            uses.computeIfAbsent(scope, s -> new TreeSet<>()).add(row.method() + " " + row.pattern()));
        }
        Map<Scope, List<String>> lists = new HashMap<>();
        uses.forEach((scope, endpoints) -> lists.put(scope, List.copyOf(endpoints)));
        return lists;
    }

    private static String text(Collection<Row> rows) {
        int patterns =
                rows.stream().mapToInt(row -> row.pattern().length()).max().orElse(0);
        int methods = rows.stream().mapToInt(row -> row.method().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        rows.stream()
                .sorted(Comparator.comparing(Row::pattern).thenComparing(Row::method))
                .forEach(row -> text.append("\n  ")
                        .append(padded(row.pattern(), patterns))
                        .append("  ")
                        .append(padded(row.method(), methods))
                        .append("  ")
                        .append(printable(row.rule())));
        return text.toString();
    }

    private static String padded(String text, int length) {
        String plain = printable(text);
        return plain + " ".repeat(Math.max(0, length - plain.length()));
    }

    /** One line stays one line, whatever a mapping is called. */
    private static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.chars().forEach(c -> printable.append(c >= ' ' && c < 0x7F ? (char) c : '_'));
        return printable.toString();
    }
}

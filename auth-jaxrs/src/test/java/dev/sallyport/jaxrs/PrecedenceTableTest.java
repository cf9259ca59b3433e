package dev.sallyport.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.AccessRule;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.servlet.MethodGuard;
import dev.sallyport.servlet.guard.start.RulesOfServlet;
import dev.sallyport.servlet.rule.RuleValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of the guide, row by row: each becomes classes of every shape that the row speaks of. */
class PrecedenceTableTest {
    private static final String HEAD = "| method | what it overrides | class | its superclass or interface | holds |";

    @TempDir
    static Path folder;

    private static Generated generated;
    private static RestServer server;
    private static MethodGuard guard;

    private final RuleValidator validator = new RuleValidator(
            ScopeCatalog.of(Map.of(new Scope("reports:read"), "read", new Scope("reports:write"), "write")), Set.of());

    /** Where a row stands in the guide, and its cells. */
    record Row(int number, String method, String overridden, String type, String above, String holds) {
        AccessRule rule() {
            return switch (holds) {
                case "a caller" -> AccessRule.authenticated();
                case "read and write" ->
                    AccessRule.authenticated()
                            .withScopes(ScopeSet.of("reports:read", "reports:write"), ScopeSet.none());
                case "read", "write" ->
                    AccessRule.authenticated().withScopes(ScopeSet.of("reports:" + holds), ScopeSet.none());
                case "everyone" -> AccessRule.open();
                case "nobody" -> AccessRule.closed();
                default -> throw new IllegalArgumentException(holds);
            };
        }
    }

    static List<Row> rows() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("LICENSE"))) {
            root = Objects.requireNonNull(root.getParent());
        }
        List<String> lines = Files.readAllLines(root.resolve("docs/guide.md"));
        int first = lines.indexOf(HEAD) + 2;
        return Stream.iterate(first, line -> lines.get(line).startsWith("|"), line -> line + 1)
                .map(line -> {
                    String[] cells = Arrays.stream(lines.get(line).split("\\|"))
                            .map(String::strip)
                            .toArray(String[]::new);
                    return new Row(line - first, cells[1], cells[2], cells[3], cells[4], cells[5]);
                })
                .toList();
    }

    @BeforeAll
    static void compile() throws Exception {
        generated = Generated.compile(folder, rows());
        server = new RestServer().guard(web -> web.protect("/*")).start();
        guard = MethodGuard.of(server.context.getServletContext());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void tableIsThere() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(15);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void holdsForServlets(Row row) throws Exception {
        assertThat(RulesOfServlet.ofGet(generated.load("Servlet", row), validator))
                .isEqualTo(row.rule());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void holdsForResourcesThatExtendOne(Row row) throws Exception {
        assertThat(rule(generated.load("Extending", row))).isEqualTo(row.rule());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void holdsForResourcesThatImplementAnInterface(Row row) throws Exception {
        assertThat(rule(generated.load("Implementing", row))).isEqualTo(row.rule());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void holdsForMethodGuard(Row row) throws Exception {
        for (String shape : new String[] {"Extending", "Implementing"}) {
            Class<?> type = generated.load(shape, row);
            assertThat(guard.rule(type, type.getMethod("get", String.class)))
                    .as(shape)
                    .isEqualTo(row.rule());
        }
    }

    private AccessRule rule(Class<?> type) throws NoSuchMethodException {
        return new ResourceRuleReader(new FittingLocators())
                .read(type, type.getMethod("get", String.class), validator)
                .rule()
                .rule();
    }
}

package dev.sallyport.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of the guide says what holds; the compiler objects to none of its rows. */
class PrecedenceTableTest {
    private static final String HEAD = "| method | what it overrides | class | its superclass or interface | holds |";

    @TempDir
    Path folder;

    static List<List<String>> rows() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("LICENSE"))) {
            root = Objects.requireNonNull(root.getParent());
        }
        List<String> lines = Files.readAllLines(root.resolve("docs/guide.md"));
        return lines.subList(lines.indexOf(HEAD) + 2, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void compiles(List<String> row) {
        String handler = "protected void doGet(HttpServletRequest q, HttpServletResponse r) {} ";
        String own = annotation(row.get(1));
        String source = annotation(row.get(4)) + "class Base extends HttpServlet { " + annotation(row.get(2)) + handler
                + "} " + annotation(row.get(3)) + "class Servlet extends Base { "
                + (own.isEmpty() ? "" : own + "@Override " + handler) + "}";

        assertThat(new Compilation(folder)
                        .with("-Asallyport.scopes=reports:read,reports:write")
                        .of(Source.of("Servlet", source)))
                .noneMatch(said -> said.startsWith("ERROR"));
    }

    private static String annotation(String cell) {
        return switch (cell) {
            case "–" -> "";
            case "read", "write" -> "@RequiresScope(\"reports:" + cell + "\") ";
            default -> cell + " ";
        };
    }
}

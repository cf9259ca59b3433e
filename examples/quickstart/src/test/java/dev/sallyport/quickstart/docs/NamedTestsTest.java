package dev.sallyport.quickstart.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests that documents name as proof of what they say. */
class NamedTestsTest {
    private static final Pattern NAMED = Pattern.compile("`([A-Z][A-Za-z0-9]*(?:Test|Contract))`");
    private static final Pattern ROW = Pattern.compile(
            "^\\| (V[0-9]+\\.[0-9]+\\.[0-9]+) \\| [^|]+ \\| ([^|]+) \\| ([^|]+) \\|$", Pattern.MULTILINE);

    @ParameterizedTest
    @ValueSource(strings = {"docs/threat-model.md", "docs/asvs.md"})
    void areThere(String document) throws IOException {
        List<String> named = NAMED.matcher(text(document))
                .results()
                .map(found -> found.group(1) + ".java")
                .toList();
        assertThat(named).hasSizeGreaterThan(20);
        assertThat(testSources()).containsAll(named);
    }

    @Test
    void everyRequirementHasOneAnswer() throws IOException {
        List<MatchResult> rows = ROW.matcher(text("docs/asvs.md")).results().toList();
        assertThat(rows).hasSizeGreaterThan(100);
        assertThat(rows).extracting(row -> row.group(1)).doesNotHaveDuplicates();
        assertThat(rows).extracting(row -> row.group(2)).containsOnly("met", "not met", "the application's");
    }

    @Test
    void everyAttackerIsAnsweredByATest() throws IOException {
        String text = text("docs/threat-model.md");
        Matcher table =
                Pattern.compile("(?s)\\|---\\|---\\|---\\|\\n(.*?)\\n\\n").matcher(text);
        assertThat(table.find()).isTrue();
        assertThat(table.group(1).lines())
                .hasSizeGreaterThan(25)
                .allSatisfy(row -> assertThat(row).containsPattern(NAMED));
    }

    private static String text(String document) throws IOException {
        return Files.readString(Document.root().resolve(document));
    }

    /** The contracts of stores are tests, too, though other modules run them. */
    private static Set<String> testSources() throws IOException {
        try (Stream<Path> files = Files.walk(Document.root())) {
            return files.filter(file -> file.toString().contains("src/test/java")
                            || file.toString().contains("auth-testing/src/main/java"))
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toSet());
        }
    }
}

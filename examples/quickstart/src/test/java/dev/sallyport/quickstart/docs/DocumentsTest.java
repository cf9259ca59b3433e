package dev.sallyport.quickstart.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.SallyportBuilder;
import dev.sallyport.servlet.SallyportFilter;
import dev.sallyport.servlet.SallyportServlet;
import dev.sallyport.token.TokenPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents say beside their examples. */
class DocumentsTest {
    private static final Pattern HEADING = Pattern.compile("^\\*\\*([A-Z][^*]*)\\.\\*\\*", Pattern.MULTILINE);
    private static final Pattern MENTION = Pattern.compile("[Dd]ecision (\\d{4})");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern PIECE = Pattern.compile("<(?:filter|servlet)-class>([^<]+)<");
    private static final Pattern NAME = Pattern.compile("`([A-Za-z]+)`");

    @Test
    void readmeHasTheCommandsThatTheQuickstartPrints() throws IOException {
        String printed;
        try (InputStream in = Objects.requireNonNull(
                getClass().getResourceAsStream("/dev/sallyport/quickstart/commands.txt"), "commands.txt")) {
            printed = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("  "))
                    .map(String::strip)
                    .collect(Collectors.joining("\n"));
        }

        assertThat(Document.of("README.md").blocks("sh").stream()
                        .filter(block -> block.example().equals("try"))
                        .map(Document.Block::text))
                .containsExactly(printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "docs"})
    void linksLeadSomewhere(String start) throws IOException {
        try (Stream<Path> files = Files.walk(Document.root().resolve(start))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".md")).toList()) {
                String text = Files.readString(file);
                for (MatchResult link : LINK.matcher(text).results().toList()) {
                    assertThat(isGood(link.group(1), file, text))
                            .as(file + " links to " + link.group(1))
                            .isTrue();
                }
            }
        }
    }

    /** Once, under its title, in the order of numbers within its subject. One that is not listed would be decided again. */
    @Test
    void everyDecisionIsListedUnderItsTitle() throws IOException {
        List<String> expected = new ArrayList<>();
        for (Path file : decisions()) {
            String name = String.valueOf(file.getFileName());
            assertThat(name).matches("\\d{4}-[a-z0-9-]+\\.md");
            String heading = Files.readAllLines(file).get(0);
            assertThat(heading).as(name).startsWith("# ");
            expected.add("* [" + name.substring(0, 4) + "](" + name + ") " + heading.substring(2));
        }
        assertThat(expected).extracting(line -> line.substring(3, 7)).doesNotHaveDuplicates();
        List<String> listed = new ArrayList<>();
        for (String subject : String.join(
                        "\n", Document.of("docs/decisions/README.md").lines())
                .split("\n## ", -1)) {
            List<String> ofSubject =
                    subject.lines().filter(line -> line.startsWith("* ")).toList();
            assertThat(ofSubject).as(subject).isSorted();
            listed.addAll(ofSubject);
        }
        assertThat(listed).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** A date and whether it still holds; then what was decided, why, and what would change our mind. */
    @Test
    void everyDecisionHasTheSameForm() throws IOException {
        for (Path file : decisions()) {
            List<String> lines = Files.readAllLines(file);
            assertThat(lines.get(2))
                    .as(file.toString())
                    .matches("\\*\\d{4}-\\d\\d-\\d\\d, (accepted|superseded by \\[\\d{4}]\\([a-z0-9-]+\\.md\\))\\*");
            List<String> headings = HEADING.matcher(String.join("\n", lines))
                    .results()
                    .map(heading -> heading.group(1))
                    .toList();
            assertThat(headings).as(file.toString()).doesNotHaveDuplicates().startsWith("Decision", "Why");
            assertThat(headings).as(file.toString()).endsWith("What would change our mind");
            assertThat(headings)
                    .as(file.toString())
                    .isSubsetOf("Decision", "Why", "Consequences", "Considered", "What would change our mind");
        }
    }

    /** Code that looks odd names the decision behind it. */
    @Test
    void everyDecisionThatCodeNamesExists() throws IOException {
        Set<String> numbers = decisions().stream()
                .map(file -> String.valueOf(file.getFileName()).substring(0, 4))
                .collect(Collectors.toSet());
        Set<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Document.root())) {
            for (Path file : files.filter(path -> path.toString().matches(".*/src/main/java/.*\\.java"))
                    .toList()) {
                MENTION.matcher(Files.readString(file)).results().forEach(mention -> named.add(mention.group(1)));
            }
        }
        assertThat(named).hasSizeGreaterThan(30).isSubsetOf(numbers);
    }

    @Test
    void everyPackageSaysWhatItIsForAndWhereToStartReading() throws IOException {
        try (Stream<Path> files = Files.walk(Document.root())) {
            List<Path> packages = files.filter(path -> path.toString().matches(".*/auth-[^/]+/src/main/java/.*\\.java"))
                    .filter(path -> !path.toString().contains("/auth-bench/") && !path.endsWith("module-info.java"))
                    .map(Path::getParent)
                    .distinct()
                    .toList();
            assertThat(packages).hasSizeGreaterThan(35);
            for (Path each : packages) {
                assertThat(each.resolve("package-info.java"))
                        .content()
                        .contains("/**")
                        .containsIgnoringCase("start");
            }
        }
    }

    private static List<Path> decisions() throws IOException {
        try (Stream<Path> files = Files.list(Document.root().resolve("docs/decisions"))) {
            return files.filter(file -> !String.valueOf(file.getFileName()).equals("README.md"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void guideHasEverySettingOfTheBuilder() {
        assertThat(settings("| `issuer` |")).isEqualTo(methodsAnswering(SallyportBuilder.class));
    }

    @Test
    void guideHasEverySettingOfTokens() {
        assertThat(settings("| `withAudience` |"))
                .isEqualTo(methodsAnswering(TokenPolicy.class).stream()
                        .filter(name -> name.startsWith("with"))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void classesThatWebXmlNamesAreThere() {
        assertThat(Document.of("docs/guide.md").blocks("xml").stream()
                        .flatMap(block -> PIECE.matcher(block.text()).results())
                        .map(piece -> piece.group(1)))
                .containsExactly(SallyportFilter.class.getName(), SallyportServlet.class.getName());
    }

    /** The names in the first column of the table that has this row. */
    private static Set<String> settings(String row) {
        List<String> lines = Document.of("docs/guide.md").lines();
        int start = 0;
        while (!lines.get(start).startsWith(row)) {
            start++;
        }
        Set<String> names = new TreeSet<>();
        for (int i = start; lines.get(i).startsWith("|"); i++) {
            Matcher name = NAME.matcher(lines.get(i).substring(0, lines.get(i).indexOf('|', 1)));
            while (name.find()) {
                names.add(name.group(1));
            }
        }
        return names;
    }

    /** Those of a class that it extends answer that class, as far as reflection can tell. */
    private static Set<String> methodsAnswering(Class<?> builder) {
        return Arrays.stream(builder.getMethods())
                .filter(method -> method.getReturnType() != Object.class
                        && method.getReturnType().isAssignableFrom(builder))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isGood(String link, Path file, String text) throws IOException {
        if (link.startsWith("https://")) {
            return true;
        }
        int hash = link.indexOf('#');
        if (hash == 0) {
            return hasHeading(text, link);
        }
        Path target = Objects.requireNonNull(file.getParent()).resolve(hash < 0 ? link : link.substring(0, hash));
        return Files.exists(target) && (hash < 0 || hasHeading(Files.readString(target), link.substring(hash)));
    }

    private static boolean hasHeading(String text, String anchor) {
        return text.lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> "#"
                        + line.replaceFirst("#+ ", "")
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                                .replace(' ', '-'))
                .anyMatch(anchor::equals);
    }
}

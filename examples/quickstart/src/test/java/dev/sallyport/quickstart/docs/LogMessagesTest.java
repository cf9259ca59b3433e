package dev.sallyport.quickstart.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page for operators has a row for each message that the library logs. */
class LogMessagesTest {
    private static final Pattern STATEMENT =
            Pattern.compile("\\b\\w+\\.log\\(\\s*(?:System\\.Logger\\.)?Level\\.(.*?)\\);\\s*\\n", Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern ARGUMENTS = Pattern.compile("\\([^()]*\\)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");
    private static final Pattern FIRST_COLUMN = Pattern.compile("^\\| `([^`]*)` \\| (?:DEBUG|INFO|WARNING|ERROR) \\|");

    @Test
    void everyMessageOfTheSourcesHasItsRow() throws IOException {
        List<String> rows = Document.of("docs/operations.md").lines().stream()
                .map(FIRST_COLUMN::matcher)
                .filter(Matcher::find)
                .map(row -> row.group(1))
                .toList();
        List<List<String>> messages = messages();
        assertThat(messages).hasSizeGreaterThan(20);
        assertThat(messages)
                .allSatisfy(parts ->
                        assertThat(rows).as("a row for the message " + parts).anyMatch(row -> hasInOrder(row, parts)));
    }

    private static boolean hasInOrder(String row, List<String> parts) {
        int from = 0;
        for (String part : parts) {
            int found = row.indexOf(part, from);
            if (found < 0) {
                return false;
            }
            from = found + part.length();
        }
        return true;
    }

    /** The fixed parts of each. */
    private static List<List<String>> messages() throws IOException {
        List<List<String>> messages = new ArrayList<>();
        for (Path source : sources()) {
            Matcher statement = STATEMENT.matcher(Files.readString(source));
            while (statement.find()) {
                List<String> parts = new ArrayList<>();
                Matcher text = TEXT.matcher(withoutArguments(statement.group(1)));
                while (text.find()) {
                    String message = text.group(1).replace("\\\"", "\"");
                    PLACEHOLDER
                            .splitAsStream(message)
                            .map(String::strip)
                            .filter(part -> !part.isEmpty())
                            .forEach(parts::add);
                }
                if (!parts.isEmpty()) {
                    messages.add(parts);
                }
            }
        }
        return messages;
    }

    /** What stands in parentheses is no fixed part of the message. */
    private static String withoutArguments(String statement) {
        String shorter = ARGUMENTS.matcher(statement).replaceAll("");
        return shorter.equals(statement) ? statement : withoutArguments(shorter);
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Document.root())) {
            return files.filter(file -> file.toString().matches(".*/auth-(?!bench)[a-z-]+/src/main/java/.*\\.java"))
                    .toList();
        }
    }
}

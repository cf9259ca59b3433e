package dev.sallyport.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** The files of the page: complete, small, and with a text for everything in both languages. */
class PageFilesTest {
    private static final Path SOURCES = Path.of("src/main/resources/META-INF/sallyport/console");
    private static final Pattern KEY = Pattern.compile("\\bt\\('([a-z][a-z0-9.]*)'");
    private static final int MOST_BYTES = 120_000;

    private static String read(String name) throws IOException {
        try (InputStream in = PageFiles.class.getClassLoader().getResourceAsStream(PageFiles.FOLDER + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Set<String> texts(String language) throws IOException {
        Properties properties = new Properties();
        properties.load(Files.newBufferedReader(SOURCES.resolve("texts_" + language + ".properties")));
        return new TreeSet<>(properties.stringPropertyNames());
    }

    @Test
    void everyScriptOfTheFolderIsServed() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".js"))
                            .collect(Collectors.toSet()))
                    .containsExactlyInAnyOrderElementsOf(PageFiles.OWN);
        }
    }

    @Test
    void allTogetherIsSmall() throws IOException {
        List<String> all = new ArrayList<>(PageFiles.OWN);
        all.addAll(PageFiles.LIBRARY);
        all.add(PageFiles.STYLE);
        int bytes = 0;
        for (String name : all) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
                out.write(read(name).getBytes(StandardCharsets.UTF_8));
            }
            bytes += packed.size();
        }
        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    @Test
    void bothLanguagesHaveTheSameTexts() throws IOException {
        assertThat(texts("de")).isEqualTo(texts("en"));
    }

    @Test
    void everyTextThatAScriptNamesIsThere() throws IOException {
        Set<String> texts = texts("en");
        for (String name : PageFiles.OWN) {
            Matcher keys = KEY.matcher(read(name));
            while (keys.find()) {
                String key = keys.group(1);
                assertThat(texts.contains(key) || texts.contains(key + ".other"))
                        .as(name + ": " + key)
                        .isTrue();
            }
        }
    }

    @Test
    void nothingLeavesTheHostOrRunsText() throws IOException {
        for (String name : PageFiles.OWN) {
            assertThat(read(name))
                    .as(name)
                    .doesNotContain(
                            "http://",
                            "https://",
                            "innerHTML",
                            "eval(",
                            "unsafeHTML",
                            "localStorage",
                            "sessionStorage");
        }
        assertThat(read(PageFiles.STYLE)).doesNotContain("url(", "@import", "@font-face");
    }
}

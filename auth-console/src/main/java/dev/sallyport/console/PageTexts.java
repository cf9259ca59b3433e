package dev.sallyport.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * The texts of the page by language: English and German are in the jar, and an application adds {@code
 * META-INF/sallyport/console/texts_fr.properties}, in UTF-8, to its own class path. What a language lacks is in English. Immutable.
 */
final class PageTexts {
    private static final String ENGLISH = "en";
    private static final Set<String> RIGHT_TO_LEFT = Set.of("ar", "fa", "he", "ur", "yi");

    private final Map<String, Map<String, String>> byLanguage = new TreeMap<>();

    PageTexts(ClassLoader application) {
        Map<String, String> english = read(PageTexts.class.getClassLoader(), ENGLISH);
        for (String language : Locale.getISOLanguages()) {
            Map<String, String> texts = new TreeMap<>(english);
            texts.putAll(read(PageTexts.class.getClassLoader(), language));
            texts.putAll(read(application, language));
            if (language.equals(ENGLISH) || !texts.equals(english)) {
                byLanguage.put(language, Map.copyOf(texts));
            }
        }
    }

    /** The first language that a browser asks for and that is there. */
    String language(String acceptLanguage) {
        try {
            return Locale.LanguageRange.parse(acceptLanguage).stream()
                    .map(range -> range.getRange().split("-", 2)[0])
                    .filter(byLanguage::containsKey)
                    .findFirst()
                    .orElse(ENGLISH);
        } catch (IllegalArgumentException e) {
            return ENGLISH;
        }
    }

    Map<String, String> of(String language) {
        return byLanguage.getOrDefault(language, Map.of());
    }

    static boolean isRightToLeft(String language) {
        return RIGHT_TO_LEFT.contains(language);
    }

    private static Map<String, String> read(ClassLoader loader, String language) {
        String name = PageFiles.FOLDER + "texts_" + language + ".properties";
        Map<String, String> texts = new TreeMap<>();
        try (InputStream in = loader.getResourceAsStream(name)) {
            if (in != null) {
                Properties properties = new Properties();
                try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                    properties.load(reader);
                }
                properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
        return texts;
    }
}

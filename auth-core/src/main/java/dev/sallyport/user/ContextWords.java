package dev.sallyport.user;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Words that somebody who knows the account or the application tries first (NIST SP 800-63B section 3.1.1.2). */
final class ContextWords {
    /** Shorter ones are part of too many good passwords. */
    private static final int SHORTEST = 3;

    private static final Set<String> PARTS_OF_ADDRESSES = Set.of("api", "app", "apps", "auth", "login", "sso", "www");

    private ContextWords() {}

    static List<String> of(String... words) {
        return Arrays.stream(words).map(ContextWords::plain).toList();
    }

    /** The names in a host, without the last one and those that say nothing. */
    static String[] ofAddress(String address) {
        int from = address.indexOf("://") < 0 ? 0 : address.indexOf("://") + 3;
        String host = address.substring(from).split("[/:?#]", 2)[0];
        String[] labels = host.split("[.]");
        return Arrays.stream(labels, 0, Math.max(0, labels.length - 1))
                .filter(label -> label.chars().anyMatch(Character::isLetter))
                .filter(label -> !PARTS_OF_ADDRESSES.contains(label.toLowerCase(Locale.ROOT)))
                .toArray(String[]::new);
    }

    /** Tells whether the password has such words, and beside them no letter and fewer digits than that. */
    static boolean areAll(String password, List<String> words, int digits) {
        String left = plain(password);
        boolean found = false;
        List<String> longestFirst = words.stream()
                .map(ContextWords::plain)
                .filter(word -> word.codePointCount(0, word.length()) >= SHORTEST)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        for (String word : longestFirst) {
            found |= left.contains(word);
            left = left.replace(word, " ");
        }
        return found
                && left.codePoints().noneMatch(Character::isLetter)
                && left.codePoints().filter(Character::isDigit).count() < digits;
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}

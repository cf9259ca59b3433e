package dev.sallyport.page;

import dev.sallyport.outcome.FieldError;
import dev.sallyport.text.Characters;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Form of texts for a search by prefix: composed (NFC), in lower case, and no longer than an index allows. */
public final class SearchText {
    /** Maximum length of a search text. */
    public static final int LONGEST = 100;

    /** Length of a stored text, longer than any search text, so that the cut hides nothing. */
    private static final int KEY_LENGTH = 2 * LONGEST;

    private SearchText() {}

    /** The form in which names are compared. Every character stands for itself; there are no wildcards. */
    public static String key(String text) {
        String key = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        if (key.length() <= KEY_LENGTH) {
            return key;
        }
        return key.substring(0, Character.isHighSurrogate(key.charAt(KEY_LENGTH - 1)) ? KEY_LENGTH - 1 : KEY_LENGTH);
    }

    /** Tells whether the name begins with the search text. */
    public static boolean begins(@Nullable String name, String text) {
        return name != null && key(name).startsWith(key(text));
    }

    /** Faults of a search text: none, or one of the field {@code q}. */
    public static List<FieldError> errors(@Nullable String text) {
        boolean fits = text == null || (!text.isEmpty() && text.length() <= LONGEST && Characters.arePrintable(text));
        return fits
                ? List.of()
                : List.of(new FieldError(
                        "q",
                        "invalid",
                        "A search text has 1 to " + LONGEST + " characters and no control characters."));
    }
}

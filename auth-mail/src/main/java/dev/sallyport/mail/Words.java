package dev.sallyport.mail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The words of a ready mail in one language. Immutable.
 *
 * @param until when the link works; told only where there is one
 * @param otherwise what to do when it was somebody else
 */
record Words(String greeting, String subject, String what, String until, String otherwise, String language) {
    static String at(@Nullable Instant instant, Locale locale) {
        return instant == null
                ? ""
                : DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", locale)
                                .withZone(ZoneOffset.UTC)
                                .format(instant)
                        + " UTC";
    }
}

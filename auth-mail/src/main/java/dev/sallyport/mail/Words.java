package dev.sallyport.mail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a standard mail, in one language. Immutable.
 *
 * @param until expiry of the link; used only when there is one
 * @param otherwise advice in case somebody else caused the mail
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

package dev.sallyport.account;

import dev.sallyport.secret.Secret;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One mail about an account, without its words. Immutable.
 *
 * @param address whom it goes to; one {@code @}, printable characters, no space
 * @param name the account's, up to 200 printable characters: never markup, never a header as it is. Null where there is none, and to
 *     somebody who registers: what they typed would be a stranger's words in a mail of the application
 * @param application the name of the application that sends it
 * @param link to click, with the ticket; null in {@link Kind#ACCOUNT_EXISTS}
 * @param expiresAt until when the link works; null where there is none
 * @param locale of the words
 */
public record MailMessage(
        Kind kind,
        String address,
        @Nullable String name,
        String application,
        @Nullable Secret link,
        @Nullable Instant expiresAt,
        Locale locale) {

    /** Subject matter of a mail. */
    public enum Kind {
        /** An operator made an account: set a password. */
        ENROL,
        /** Somebody, perhaps the person, forgot the password: set a new one. */
        RESET,
        /** Show that this address is yours. */
        VERIFY_EMAIL,
        /** Somebody, perhaps the person, registered with this address: set a password, and the account is there. */
        REGISTER,
        /** Somebody, perhaps the person, registered with this address, which has an account already. */
        ACCOUNT_EXISTS
    }

    /** One that leads nowhere. */
    public static MailMessage withoutLink(Kind kind, String address, String application, Locale locale) {
        String unknown = null;
        Secret nowhere = null;
        Instant never = null;
        return new MailMessage(kind, address, unknown, application, nowhere, never, locale);
    }

    /** Without the address and the name, which are nobody's business in a log. */
    @Override
    public String toString() {
        return "MailMessage[" + kind + "]";
    }
}

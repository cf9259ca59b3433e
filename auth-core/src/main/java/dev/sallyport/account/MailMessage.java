package dev.sallyport.account;

import dev.sallyport.secret.Secret;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One mail about an account, before its text is written. Immutable.
 *
 * @param address of the recipient; one {@code @}, printable characters, no space
 * @param name display name of the account, up to 200 printable characters: never markup, never a header as it is. Null when there is
 *     none, and for a registration, whose typed name would put a stranger's words into a mail of the application
 * @param application the name of the application that sends it
 * @param link to click, with the ticket; null in {@link Kind#ACCOUNT_EXISTS}
 * @param expiresAt end of validity of the link; null when there is none
 * @param locale of the text
 */
public record MailMessage(
        Kind kind,
        String address,
        @Nullable String name,
        String application,
        @Nullable Secret link,
        @Nullable Instant expiresAt,
        Locale locale) {

    /** Occasion of a mail. */
    public enum Kind {
        /** An operator created an account: set a password. */
        ENROL,
        /** Somebody, perhaps the person, forgot the password: set a new one. */
        RESET,
        /** Show that this address is yours. */
        VERIFY_EMAIL,
        /** Somebody, perhaps the person, registered with this address: setting a password creates the account. */
        REGISTER,
        /** Somebody, perhaps the person, registered with this address, which has an account already. */
        ACCOUNT_EXISTS
    }

    /** A mail without a link. */
    public static MailMessage withoutLink(Kind kind, String address, String application, Locale locale) {
        String unknown = null;
        Secret nowhere = null;
        Instant never = null;
        return new MailMessage(kind, address, unknown, application, nowhere, never, locale);
    }

    /** Leaves out the address and the name, which do not belong in a log. */
    @Override
    public String toString() {
        return "MailMessage[" + kind + "]";
    }
}

package dev.sallyport.mail;

import dev.sallyport.account.MailMessage;
import java.util.Locale;

/** Standard texts in German. */
final class GermanWords {
    private static final String IGNORE =
            "Falls Sie das nicht waren, ignorieren Sie diese Nachricht: Es ändert sich nichts.";

    private GermanWords() {}

    static Words of(MailMessage message) {
        String name = message.name();
        return new Words(
                name == null ? "Guten Tag," : "Guten Tag " + name + ",",
                subject(message.kind()),
                what(message.kind(), message.application()),
                "Der Link funktioniert einmal, bis " + Words.at(message.expiresAt(), Locale.GERMAN),
                message.kind() == MailMessage.Kind.ENROL
                        ? "Falls Sie diese Nachricht nicht erwartet haben, ignorieren Sie sie."
                        : IGNORE,
                "de");
    }

    private static String subject(MailMessage.Kind kind) {
        return switch (kind) {
            case ENROL -> "Ihr Konto";
            case RESET -> "Neues Passwort festlegen";
            case VERIFY_EMAIL -> "Adresse bestätigen";
            case REGISTER -> "Registrierung abschließen";
            case ACCOUNT_EXISTS -> "Sie haben bereits ein Konto";
        };
    }

    private static String what(MailMessage.Kind kind, String application) {
        return switch (kind) {
            case ENROL -> "Für Sie wurde ein Konto bei " + application + " angelegt. Legen Sie hier Ihr Passwort fest:";
            case RESET ->
                "Jemand, vermutlich Sie, hat ein neues Passwort für " + application
                        + " angefordert. Legen Sie es hier fest:";
            case VERIFY_EMAIL -> "Bestätigen Sie hier für " + application + ", dass diese Adresse Ihnen gehört:";
            case REGISTER ->
                "Jemand, vermutlich Sie, hat sich mit dieser Adresse bei " + application
                        + " registriert. Legen Sie hier ein Passwort fest, dann ist Ihr Konto bereit:";
            case ACCOUNT_EXISTS ->
                "Jemand, vermutlich Sie, wollte sich mit dieser Adresse bei " + application
                        + " registrieren. Dazu gibt es bereits ein Konto. Melden Sie sich an, oder fordern Sie ein neues"
                        + " Passwort an, falls Sie Ihres vergessen haben.";
        };
    }
}

package dev.sallyport.mail;

import dev.sallyport.account.MailMessage;
import java.util.Locale;

/** Standard texts in English. */
final class EnglishWords {
    private static final String IGNORE = "If this was not you, ignore this mail: nothing changes.";

    private EnglishWords() {}

    static Words of(MailMessage message) {
        String name = message.name();
        return new Words(
                name == null ? "Hello," : "Hello " + name + ",",
                subject(message.kind()),
                what(message.kind(), message.application()),
                "The link works once, until " + Words.at(message.expiresAt(), Locale.ENGLISH),
                message.kind() == MailMessage.Kind.ENROL ? "If you did not expect this mail, ignore it." : IGNORE,
                "en");
    }

    private static String subject(MailMessage.Kind kind) {
        return switch (kind) {
            case ENROL -> "your account";
            case RESET -> "set a new password";
            case VERIFY_EMAIL -> "confirm your address";
            case REGISTER -> "finish your registration";
            case ACCOUNT_EXISTS -> "you have an account already";
        };
    }

    private static String what(MailMessage.Kind kind, String application) {
        return switch (kind) {
            case ENROL -> "There is an account for you at " + application + ". Set your password here:";
            case RESET -> "Somebody, probably you, asked for a new password at " + application + ". Set it here:";
            case VERIFY_EMAIL -> "Confirm here that this address is yours, for " + application + ":";
            case REGISTER ->
                "Somebody, probably you, registered at " + application
                        + " with this address. Set a password here, and your account is ready:";
            case ACCOUNT_EXISTS ->
                "Somebody, probably you, tried to register at " + application
                        + " with this address, which has an account already. Log in, or ask for a new password if you"
                        + " forgot yours.";
        };
    }
}

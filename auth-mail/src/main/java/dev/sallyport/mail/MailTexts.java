package dev.sallyport.mail;

import dev.sallyport.account.MailMessage;

/** Writes the texts of mails. An application with its own texts implements this; implementations must be safe for use by many threads. */
@FunctionalInterface
public interface MailTexts {
    /** The text of a mail, in its locale or the nearest available one. Values from users, such as a name, must not become markup. */
    MailText textOf(MailMessage message);

    /** Standard texts in English, and in German for German locales. */
    static MailTexts standard() {
        return StandardTexts::textOf;
    }
}

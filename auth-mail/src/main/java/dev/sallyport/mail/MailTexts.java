package dev.sallyport.mail;

import dev.sallyport.account.MailMessage;

/** Writes mails. An application that has words of its own implements this; must be safe for use by many threads. */
@FunctionalInterface
public interface MailTexts {
    /** The words for a mail, in its locale or the nearest there is. What is not the application's own, such as a name, is no markup. */
    MailText textOf(MailMessage message);

    /** English, and German for who reads German. */
    static MailTexts standard() {
        return StandardTexts::textOf;
    }
}

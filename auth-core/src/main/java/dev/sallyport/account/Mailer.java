package dev.sallyport.account;

/**
 * Sends the mails about accounts. The application brings one; {@code sallyport-mail} has one over Jakarta Mail. Called by one thread
 * of the library, never by that of a request and never inside a transaction; must be safe to call from any thread.
 */
@FunctionalInterface
public interface Mailer {
    /**
     * Sends one mail, and returns when it is handed on. What this throws is logged and audited, and the mail is not sent again: people
     * ask for another, and a mail server nearby is the place for patience. It should give up after some seconds, because the mails
     * behind it wait.
     *
     * @throws Exception when the mail was not taken; its message must not repeat the link
     */
    void send(MailMessage message) throws Exception;
}

package dev.sallyport.account;

/**
 * Sends mails about accounts. The application supplies one; {@code sallyport-mail} has one for Jakarta Mail. The library calls it on a
 * thread of its own, never on the thread of a request and never inside a transaction; it must be safe to call from any thread.
 */
@FunctionalInterface
public interface Mailer {
    /**
     * Sends one mail, and returns when the mail server has accepted it. An exception is logged and audited, and the mail is not sent
     * again: people request another, and retries are the task of a local mail server. It should give up after a few seconds, because
     * later mails wait.
     *
     * @throws Exception when the mail was not accepted; its message must not repeat the link
     */
    void send(MailMessage message) throws Exception;
}

package dev.sallyport.testing;

import dev.sallyport.account.AccountPolicy;
import dev.sallyport.account.MailMessage;
import dev.sallyport.account.Mailer;
import dev.sallyport.secret.Secret;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A mailer for tests: keeps the mails that an instance sends, until a test takes them. Mails are sent one after the other, so an
 * earlier mail never arrives after a later one. Safe for use by many threads.
 */
public final class Mailbox implements Mailer {
    /** The page that links lead to. */
    public static final String PAGE = "https://app.example.com/account";

    private final BlockingQueue<MailMessage> mails = new LinkedBlockingQueue<>();
    private volatile boolean failing;

    @Override
    public void send(MailMessage message) throws IOException {
        mails.add(message);
        if (failing) {
            throw new IOException(
                    "451 " + Objects.requireNonNull(message.link()).reveal());
        }
    }

    /** The policy with this mailer, and with limits that no test reaches by accident. */
    public AccountPolicy into(AccountPolicy policy) {
        return policy.withPage(PAGE)
                .withMailer(this)
                .withPerAddress("1000/second")
                .withPerAccount("1000/second");
    }

    /** Fails from now on, with the link in the message of the failure. */
    public void fail() {
        failing = true;
    }

    /** Waits for the next mail. */
    public MailMessage next() {
        try {
            MailMessage mail = mails.poll(60, TimeUnit.SECONDS);
            if (mail == null) {
                throw new AssertionError("No mail came");
            }
            return mail;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The ticket in the next mail. */
    public Secret ticket() {
        return ticketIn(next());
    }

    /** The ticket in a mail that has one. */
    public static Secret ticketIn(MailMessage mail) {
        String link = Objects.requireNonNull(mail.link()).reveal();
        return Secret.of(link.substring(link.indexOf('=') + 1));
    }

    /** Tells whether no mail waits; more may be on their way. */
    public boolean isEmpty() {
        return mails.isEmpty();
    }
}

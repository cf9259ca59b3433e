package dev.sallyport.account;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.environment.Environment;
import dev.sallyport.log.RareLines;
import dev.sallyport.thread.WorkQueue;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends mails one after the other, in the background. A mail that fails is logged and audited, without the link, and is not sent again.
 * Safe for use by many threads.
 */
public final class Mails implements AutoCloseable {
    private static final int MAX_WAITING = 1_000;

    private final RareLines failures = new RareLines(System.getLogger(Mails.class.getName()));
    private final WorkQueue queue = new WorkQueue("sallyport-mail", MAX_WAITING);
    private final Mailer mailer;
    private final Environment environment;

    public Mails(Mailer mailer, Environment environment) {
        this.mailer = mailer;
        this.environment = environment;
    }

    /**
     * Queues a mail; the caller has committed the change that it reports.
     *
     * @param userId id of the recipient, for the audit; null when they have no account yet
     */
    public void send(MailMessage message, @Nullable String userId) {
        if (!queue.offer(() -> attempt(message, userId))) {
            failures.log(Level.ERROR, "Too many mails wait; one about an account was left out");
            failed(message, userId, "left_out");
        }
    }

    private void attempt(MailMessage message, @Nullable String userId) {
        try {
            mailer.send(message);
        } catch (Exception e) {
            // Without the cause's message: a reply of the mail server may repeat what it was sent.
            failures.log(
                    Level.ERROR,
                    "A mail about an account could not be sent: " + e.getClass().getName());
            failed(message, userId, "not_sent");
        }
    }

    private void failed(MailMessage message, @Nullable String userId, String why) {
        String kind = message.kind().name().toLowerCase(Locale.ROOT);
        environment
                .audit()
                .record(Actor.application()
                        .event(
                                environment.clock().instant(),
                                AuditEvent.Type.MAIL_FAILED,
                                userId,
                                null,
                                Map.of("kind", kind, "why", why)));
    }

    /** Sends waiting mails, for 10 seconds at most. */
    @Override
    public void close() {
        queue.close();
    }
}

package dev.sallyport.grant;

import dev.sallyport.account.AccountPolicy;
import dev.sallyport.account.MailMessage;
import dev.sallyport.account.Mails;
import dev.sallyport.account.NewTicket;
import dev.sallyport.environment.Environment;
import dev.sallyport.user.User;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Addresses mails about accounts. Callers have committed the change that a mail reports. Safe for use by many threads. */
final class AccountMails implements AutoCloseable {
    /** Attribute of a user with a BCP 47 language tag, set by the application. */
    private static final String LOCALE = "locale";

    private final AccountPolicy policy;
    private final String application;
    private final @Nullable Mails mails;

    /** @param application its display name */
    AccountMails(AccountPolicy policy, String application, Environment environment) {
        this.policy = policy;
        this.application = application;
        this.mails = policy.mailer() == null ? null : new Mails(policy.mailer(), environment);
    }

    /** @return false when no mails are sent, or the user has no address */
    boolean send(MailMessage.Kind kind, User user, NewTicket ticket) {
        Mails open = mails;
        String address = user.email();
        if (open == null || address == null) {
            return false;
        }
        String language = user.attributes().get(LOCALE);
        Locale locale = language == null ? policy.locale() : Locale.forLanguageTag(language);
        open.send(
                new MailMessage(kind, address, user.name(), application, ticket.url(), ticket.expiresAt(), locale),
                user.id());
        return true;
    }

    /** Mails a ticket to an address that somebody registered, without the typed name, since those are a stranger's words. */
    void sendRegistration(String address, NewTicket ticket) {
        String unsaid = null;
        toStranger(new MailMessage(
                MailMessage.Kind.REGISTER,
                address,
                unsaid,
                application,
                ticket.url(),
                ticket.expiresAt(),
                policy.locale()));
    }

    /**
     * Tells the holder of an account that their address was registered again, without the typed name, since those may be a stranger's
     * words.
     */
    void sendExists(String address) {
        toStranger(MailMessage.withoutLink(MailMessage.Kind.ACCOUNT_EXISTS, address, application, policy.locale()));
    }

    private void toStranger(MailMessage message) {
        Objects.requireNonNull(mails).send(message, null);
    }

    @Override
    public void close() {
        if (mails != null) {
            mails.close();
        }
    }
}

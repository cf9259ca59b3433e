package dev.sallyport.grant;

import dev.sallyport.account.AccountPolicy;
import dev.sallyport.account.MailMessage;
import dev.sallyport.account.NewTicket;
import dev.sallyport.account.TicketKind;
import dev.sallyport.audit.Actor;
import dev.sallyport.caller.Caller;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.User;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Accounts that people set up and open again with single-use tickets. Safe for use by many threads; every method throws {@link
 * dev.sallyport.change.StoreException} when the backend fails.
 *
 * <p>Nothing that a stranger is told here says whether there is an account. A ticket opens no session, removes no second factor and ends
 * with the first use, with the next ticket of its kind, and when the user's password, login,
 * e-mail or tenant changes, they get another role, or are disabled.
 */
@CheckReturnValue
public final class Accounts implements AutoCloseable {
    private final AccountPolicy policy;
    private final UserTickets userTickets;
    private final AccountRequests requests;
    private final TicketUses uses;
    private final PasswordTickets passwords;
    private final @Nullable Registrations registrations;
    private final AccountMails mails;

    /** @param registrations null where nobody registers by themselves */
    Accounts(AccountPolicy policy, AccountParts parts, @Nullable Registrations registrations) {
        this.policy = policy;
        this.userTickets = parts.userTickets();
        this.requests = parts.requests();
        this.uses = parts.uses();
        this.passwords = parts.passwords();
        this.mails = parts.mails();
        this.registrations = registrations;
    }

    /** Tells whether mails are sent: without a mailer people get tickets from operators only. */
    public boolean hasMailer() {
        return policy.mailer() != null;
    }

    /** Tells whether people register by themselves. */
    public boolean hasRegistration() {
        return registrations != null;
    }

    /**
     * Makes a ticket with which a user sets their password, in place of the one that they had. For operators: nothing here asks who
     * calls, and the actor goes to the audit.
     *
     * @return the ticket, to be handed to the user; refused when there is no such user, or as an invalid request when they are disabled
     */
    public Outcome<NewTicket> enrol(String userId, Actor by) {
        return userTickets.enrol(userId, false, by);
    }

    /** The same, and mails the link where there is a mailer and the user has an e-mail address: {@link NewTicket#mailed} tells. */
    public Outcome<NewTicket> enrolByMail(String userId, Actor by) {
        return userTickets.enrol(userId, true, by);
    }

    /** Mails a ticket that {@link #enrol} made, where there is a mailer and the user has an e-mail address; call it after the commit. */
    public NewTicket mail(User user, NewTicket ticket) {
        return mails.send(MailMessage.Kind.ENROL, user, ticket) ? ticket.asMailed() : ticket;
    }

    /**
     * Mails a ticket for a new password to the user of this login or e-mail, if there is one who is enabled and has an address.
     *
     * @return true in each of these cases, and before it is known which; refused when the address of the client has to wait, or too much
     *     waits to be done
     */
    public Outcome<Boolean> forgot(String loginOrEmail, LoginOrigin origin) {
        return hasMailer() ? requests.forgot(loginOrEmail, origin) : Outcome.refused(Refusal.notFound());
    }

    /**
     * Sets a password with a ticket for that, or makes the account of who registered. The person's sessions end, in every application
     * with these users; their API keys go on. Faults of the password are told under {@code password}, and leave the ticket as it is.
     */
    public Outcome<User> setPassword(Secret ticket, Secret next, LoginOrigin origin) {
        return setPassword(ticket, next, false, origin);
    }

    /** @param revokeKeys whether the person's API keys of this application end too */
    public Outcome<User> setPassword(Secret ticket, Secret next, boolean revokeKeys, LoginOrigin origin) {
        Registrations open = registrations;
        Set<TicketKind> kinds = EnumSet.of(TicketKind.ENROL, TicketKind.RESET);
        if (open == null) {
            return uses.use(ticket, kinds, origin, found -> passwords.setPassword(found, next, revokeKeys, origin));
        }
        kinds.add(TicketKind.REGISTER);
        return uses.use(
                ticket,
                kinds,
                origin,
                found -> found.kind() == TicketKind.REGISTER
                        ? open.finish(found, next, origin)
                        : passwords.setPassword(found, next, revokeKeys, origin));
    }

    /** Mails a ticket to the caller's own address, with which they verify it; the caller is a person with all that they have. */
    public Outcome<Boolean> requestVerification(Caller caller, LoginOrigin origin) {
        return hasMailer() ? requests.verification(caller, origin) : Outcome.refused(Refusal.notFound());
    }

    /** Notes that the address which the ticket was mailed to is its user's. */
    public Outcome<User> verifyEmail(Secret ticket, LoginOrigin origin) {
        return uses.use(ticket, EnumSet.of(TicketKind.VERIFY_EMAIL), origin, found -> passwords.verify(found, origin));
    }

    /** Tells whether the user verified their present address. */
    public boolean isEmailVerified(User user) {
        return passwords.isVerified(user);
    }

    /**
     * Mails a ticket with which somebody makes an account, or word that there is one with this address.
     *
     * @param name what they are called; null when they do not say
     * @return true in either case, and before it is known which; refused by field when the address cannot register whoever has it
     */
    public Outcome<Boolean> register(String email, @Nullable String name, LoginOrigin origin) {
        return registrations == null
                ? Outcome.refused(Refusal.notFound())
                : registrations.register(email, name, origin);
    }

    /** Does what waits, for some seconds at most, and ends the threads. */
    @Override
    public void close() {
        requests.close();
        mails.close();
    }
}

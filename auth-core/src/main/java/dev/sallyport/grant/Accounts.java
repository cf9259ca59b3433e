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
 * Accounts that people set up and recover with single-use tickets. Safe for use by many threads; every method throws {@link
 * dev.sallyport.change.StoreException} when the backend fails.
 *
 * <p>No answer to a stranger reveals whether an account exists. A ticket opens no session, removes no second factor and ends with the
 * first use, with the next ticket of its kind, and when the user's password, login or e-mail changes or they are disabled.
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

    /** @param registrations null for no self-registration */
    Accounts(AccountPolicy policy, AccountParts parts, @Nullable Registrations registrations) {
        this.policy = policy;
        this.userTickets = parts.userTickets();
        this.requests = parts.requests();
        this.uses = parts.uses();
        this.passwords = parts.passwords();
        this.mails = parts.mails();
        this.registrations = registrations;
    }

    /** Tells whether mails are sent; without a mailer, only operators hand out tickets. */
    public boolean hasMailer() {
        return policy.mailer() != null;
    }

    /** Tells whether people may register by themselves. */
    public boolean hasRegistration() {
        return registrations != null;
    }

    /**
     * Issues a ticket with which a user sets their password, replacing an earlier one. For operators: this does not check the caller,
     * and records the actor in the audit log.
     *
     * @return the ticket, to be handed to the user; refused when there is no such user, or as an invalid request when they are disabled
     */
    public Outcome<NewTicket> enrol(String userId, Actor by) {
        return userTickets.enrol(userId, false, by);
    }

    /**
     * Issues a ticket as {@link #enrol} does, and mails the link if there is a mailer and the user has an e-mail address, as {@link
     * NewTicket#mailed} tells.
     */
    public Outcome<NewTicket> enrolByMail(String userId, Actor by) {
        return userTickets.enrol(userId, true, by);
    }

    /** Mails a ticket that {@link #enrol} made, where there is a mailer and the user has an e-mail address; call it after the commit. */
    public NewTicket mail(User user, NewTicket ticket) {
        return mails.send(MailMessage.Kind.ENROL, user, ticket) ? ticket.asMailed() : ticket;
    }

    /**
     * Mails a ticket for a new password to the user with this login or e-mail, if there is one who is enabled and has an address.
     *
     * @return true in every case, before the user is looked up; refused when the client address has to wait, or the queue is full
     */
    public Outcome<Boolean> forgot(String loginOrEmail, LoginOrigin origin) {
        return hasMailer() ? requests.forgot(loginOrEmail, origin) : Outcome.refused(Refusal.notFound());
    }

    /**
     * Sets a password with a ticket, or creates the account of somebody who registered. The person's sessions end in every application
     * with these users; their API keys stay valid. Faults of the password are reported under {@code password}, and leave the ticket
     * valid.
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

    /** Mails a ticket with which the caller verifies their own address; the caller must be a person with all of their scopes. */
    public Outcome<Boolean> requestVerification(Caller caller, LoginOrigin origin) {
        return hasMailer() ? requests.verification(caller, origin) : Outcome.refused(Refusal.notFound());
    }

    /** Marks the address to which the ticket was mailed as verified. */
    public Outcome<User> verifyEmail(Secret ticket, LoginOrigin origin) {
        return uses.use(ticket, EnumSet.of(TicketKind.VERIFY_EMAIL), origin, found -> passwords.verify(found, origin));
    }

    /** Tells whether the user's current address is verified. */
    public boolean isEmailVerified(User user) {
        return passwords.isVerified(user);
    }

    /**
     * Mails a ticket that creates an account, or a notice that the address already has one.
     *
     * @param name display name; null for none
     * @return true in either case, before the address is looked up; refused by field when nobody may register with it
     */
    public Outcome<Boolean> register(String email, @Nullable String name, LoginOrigin origin) {
        return registrations == null
                ? Outcome.refused(Refusal.notFound())
                : registrations.register(email, name, origin);
    }

    /** Finishes the waiting work, for some seconds at most, and ends the threads. */
    @Override
    public void close() {
        requests.close();
        mails.close();
    }
}

package dev.sallyport.grant;

import dev.sallyport.account.NewTicket;
import dev.sallyport.account.RegistrationPolicy;
import dev.sallyport.account.Ticket;
import dev.sallyport.account.TicketKind;
import dev.sallyport.account.Tickets;
import dev.sallyport.audit.Actor;
import dev.sallyport.change.Transactions;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.NewUser;
import dev.sallyport.user.User;
import dev.sallyport.user.Users;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lets people register. Only a ticket is stored until they return with it: nobody takes a name that is not theirs or presets the
 * password of another person's account, and an unfinished registration expires by itself. Safe for use by many threads.
 *
 * <p>See decision 0147.
 */
final class Registrations {
    private final RegistrationPolicy policy;
    private final Users users;
    private final Tickets tickets;
    private final Transactions transactions;
    private final AccountMails mails;
    private final AccountLimits limits;
    private final AccountRequests requests;
    private final TicketUses uses;
    private final PasswordTickets passwords;

    /** Dependencies of registrations. */
    record Parts(
            Users users,
            Tickets tickets,
            Transactions transactions,
            AccountMails mails,
            AccountLimits limits,
            AccountRequests requests,
            TicketUses uses,
            PasswordTickets passwords) {}

    Registrations(RegistrationPolicy policy, Parts parts) {
        this.policy = policy;
        this.users = parts.users();
        this.tickets = parts.tickets();
        this.transactions = parts.transactions();
        this.mails = parts.mails();
        this.limits = parts.limits();
        this.requests = parts.requests();
        this.uses = parts.uses();
        this.passwords = parts.passwords();
    }

    /** Starts a registration; reports faults of the typed values only, never whether the address is taken. */
    Outcome<Boolean> register(String email, @Nullable String name, LoginOrigin origin) {
        List<FieldError> errors = RegisteredAddress.faults(email, name, policy.domains());
        if (!errors.isEmpty()) {
            return Outcome.refused(Refusal.invalid(errors));
        }
        Actor by = AccountRequests.nobody(origin);
        return limits.requests(
                origin,
                () -> limits.registrations(policy, () -> requests.queue(origin, () -> answerByMail(email, name, by))));
    }

    private void answerByMail(String email, @Nullable String name, Actor by) {
        if (!limits.mails(TicketKind.REGISTER, RegisteredAddress.mailbox(email)).allowed()) {
            return;
        }
        if (users.findByLogin(email).isPresent()) {
            mails.sendExists(email);
            return;
        }
        String subject = RegisteredAddress.lowerCase(email);
        NewTicket ticket = transactions.inTransaction(transaction -> {
            transaction.lockOwner(subject);
            return tickets.issue(new Tickets.Purpose(TicketKind.REGISTER, subject, email, name), by);
        });
        mails.sendRegistration(email, ticket);
    }

    /** Creates the account, with the address as login, in the transaction that redeems the ticket. */
    Outcome<User> finish(Ticket ticket, Secret password, LoginOrigin origin) {
        String address = Objects.requireNonNull(ticket.address());
        NewUser plain = NewUser.of(address)
                .withEmail(address)
                .withPassword(password)
                .withRoles(policy.roles().toArray(String[]::new));
        NewUser wanted = ticket.name() == null ? plain : plain.withName(ticket.name());
        Actor by = AccountRequests.nobody(origin);
        Outcome<User> created = users.create(wanted, by, user -> {
            uses.redeem(ticket, by);
            passwords.verify(ticket, user.id(), by);
        });
        return isTaken(created) ? taken() : created;
    }

    private static boolean isTaken(Outcome<User> created) {
        return created instanceof Outcome.Refused<User> refused
                && refused.refusal().errors().stream()
                        .anyMatch(error -> error.code().equals("taken"));
    }

    /** Refuses a taken address; the holder of the ticket reads its mails, so this reveals nothing about others. */
    private static Outcome<User> taken() {
        return Outcome.refused(Refusal.invalid(
                List.of(new FieldError("ticket", "taken", "This address already has an account: log in instead."))));
    }
}

package dev.sallyport.grant;

import dev.sallyport.account.MailMessage;
import dev.sallyport.account.NewTicket;
import dev.sallyport.account.TicketKind;
import dev.sallyport.account.Tickets;
import dev.sallyport.audit.Actor;
import dev.sallyport.change.Transactions;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.user.User;
import dev.sallyport.user.Users;
import java.util.Optional;

/**
 * Issues tickets for users. A user is read under the lock that each change of the user holds, so that no ticket outlives a change that
 * should end it. Safe for use by many threads.
 */
final class UserTickets {
    private final Users users;
    private final Tickets tickets;
    private final Transactions transactions;
    private final AccountMails mails;

    UserTickets(Users users, Tickets tickets, Transactions transactions, AccountMails mails) {
        this.users = users;
        this.tickets = tickets;
        this.transactions = transactions;
        this.mails = mails;
    }

    private record Issued(User user, NewTicket ticket) {}

    /** Issues a ticket for an operator to hand over, and mails it if requested and possible. */
    Outcome<NewTicket> enrol(String userId, boolean byMail, Actor by) {
        if (users.findById(userId).isEmpty()) {
            return Outcome.refused(Refusal.notFound());
        }
        return issue(TicketKind.ENROL, userId, by)
                .map(issued -> byMail && mails.send(MailMessage.Kind.ENROL, issued.user(), issued.ticket())
                        ? issued.ticket().asMailed()
                        : issued.ticket())
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(
                        Refusal.of(Refusal.Cause.INVALID_REQUEST, "This user is disabled: enable them first.")));
    }

    /** Mails a ticket; does nothing when the user is gone or disabled, or has no address. */
    void mail(TicketKind kind, MailMessage.Kind about, String userId, Actor by) {
        issue(kind, userId, by).ifPresent(issued -> mails.send(about, issued.user(), issued.ticket()));
    }

    private Optional<Issued> issue(TicketKind kind, String userId, Actor by) {
        return transactions.inTransaction(transaction -> {
            transaction.lockOwner(userId);
            return users.findById(userId)
                    .filter(User::enabled)
                    .filter(user -> kind == TicketKind.ENROL || user.email() != null)
                    .map(user -> new Issued(
                            user,
                            tickets.issue(
                                    Tickets.Purpose.ofUser(
                                            kind, userId, kind == TicketKind.ENROL ? null : user.email()),
                                    by)));
        });
    }
}

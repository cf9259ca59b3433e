package dev.sallyport.grant;

import dev.sallyport.account.MailMessage;
import dev.sallyport.account.TicketKind;
import dev.sallyport.audit.Actor;
import dev.sallyport.caller.Caller;
import dev.sallyport.log.RareLines;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.thread.WorkQueue;
import dev.sallyport.user.User;
import dev.sallyport.user.Users;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Accepts requests for mails. The request of a stranger is queued and answered before the account is looked up, so neither the answer
 * nor its time reveals whether it exists; look-up, ticket and mail follow in the background. A process that stops in between loses the
 * queue: the person asks again. Safe for use by many threads.
 *
 * <p>See decision 0147.
 */
final class AccountRequests implements AutoCloseable {
    private static final int MAX_WAITING = 1_000;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final RareLines failures = new RareLines(System.getLogger(AccountRequests.class.getName()));
    private final WorkQueue queue = new WorkQueue("sallyport-accounts", MAX_WAITING);
    private final Users users;
    private final UserTickets tickets;
    private final AccountLimits limits;
    private final StepUp person;
    private final ResponseTimeGrid grid;

    AccountRequests(Users users, UserTickets tickets, AccountLimits limits, StepUp person, ResponseTimeGrid grid) {
        this.users = users;
        this.tickets = tickets;
        this.limits = limits;
        this.person = person;
        this.grid = grid;
    }

    Outcome<Boolean> forgot(String username, LoginOrigin origin) {
        return limits.requests(origin, () -> queue(origin, () -> mailReset(username, nobody(origin))));
    }

    private void mailReset(String username, Actor by) {
        users.findByLogin(username)
                .filter(user -> user.enabled() && user.email() != null)
                .filter(user -> limits.mails(TicketKind.RESET, user.id()).allowed())
                .ifPresent(user -> tickets.mail(TicketKind.RESET, MailMessage.Kind.RESET, user.id(), by));
    }

    /** Requests the verification of the caller's own address. */
    Outcome<Boolean> verification(Caller caller, LoginOrigin origin) {
        return limits.requests(origin, () -> person.whole(caller).flatMap(user -> verification(user, origin)));
    }

    private Outcome<Boolean> verification(User user, LoginOrigin origin) {
        if (user.email() == null) {
            return Outcome.refused(
                    Refusal.of(Refusal.Cause.INVALID_REQUEST, "This account has no e-mail address to verify."));
        }
        return AccountLimits.within(limits.mails(TicketKind.VERIFY_EMAIL, user.id()), () -> {
            tickets.mail(
                    TicketKind.VERIFY_EMAIL,
                    MailMessage.Kind.VERIFY_EMAIL,
                    user.id(),
                    new Actor(user.id(), origin.address().text()));
            return Outcome.done(true);
        });
    }

    /** Queues the work, and gives the same answer at the same time whatever its outcome. */
    Outcome<Boolean> queue(LoginOrigin origin, Runnable work) {
        long start = grid.start();
        boolean taken = queue.offer(() -> attempt(work));
        grid.hold(origin.hold(), start);
        return taken ? Outcome.done(true) : Outcome.refused(Refusal.unavailable(RETRY_AFTER));
    }

    static Actor nobody(LoginOrigin origin) {
        return new Actor(null, origin.address().text());
    }

    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            failures.log(Level.WARNING, "A request for a mail about an account failed; the person has to ask again", e);
        }
    }

    @Override
    public void close() {
        queue.close();
    }
}

package dev.sallyport.grant;

import dev.sallyport.account.Ticket;
import dev.sallyport.account.TicketKind;
import dev.sallyport.account.Tickets;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.environment.Environment;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Accepts tickets. One that is unknown, expired, used, of another kind or application, or whose user is gone, disabled or changed gets
 * the same refusal, on the time grid of failed logins. Safe for use by many threads.
 */
final class TicketUses {
    private final Tickets tickets;
    private final AccountLimits limits;
    private final ResponseTimeGrid grid;
    private final Environment environment;

    TicketUses(Tickets tickets, AccountLimits limits, ResponseTimeGrid grid, Environment environment) {
        this.tickets = tickets;
        this.limits = limits;
        this.grid = grid;
        this.environment = environment;
    }

    /** Thrown to roll back a transaction whose ticket is gone. */
    private static final class TicketGoneException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private TicketGoneException() {
            super("The ticket is gone", null, false, false);
        }
    }

    /** @param use applies a ticket that was found; a refusal leaves the ticket valid */
    <T> Outcome<T> use(Secret text, Set<TicketKind> kinds, LoginOrigin origin, Function<Ticket, Outcome<T>> use) {
        return limits.tickets(origin, () -> {
            long start = grid.start();
            Outcome<T> outcome = tickets.find(text, kinds)
                    .map(ticket -> attempt(ticket, use))
                    .orElseGet(TicketUses::unknown);
            if (outcome instanceof Outcome.Refused<T> refused) {
                noteFailure(refused.refusal(), origin);
                grid.hold(origin.hold(), start);
            }
            return outcome;
        });
    }

    private static <T> Outcome<T> attempt(Ticket ticket, Function<Ticket, Outcome<T>> use) {
        try {
            return use.apply(ticket);
        } catch (TicketGoneException e) {
            return unknown();
        }
    }

    /** Redeems the ticket, or rolls back the current transaction. */
    void redeem(Ticket ticket, Actor by) {
        if (!tickets.redeem(ticket, by)) {
            throw new TicketGoneException();
        }
    }

    /** The answer to every ticket that does nothing. */
    static <T> Outcome<T> unknown() {
        return Outcome.refused(Refusal.invalid(List.of(
                new FieldError("ticket", "invalid", "This ticket is unknown, used or expired: ask for a new one."))));
    }

    private void noteFailure(Refusal refusal, LoginOrigin origin) {
        if (refusal.errors().stream().anyMatch(error -> error.field().equals("ticket"))) {
            environment
                    .audit()
                    .record(AccountRequests.nobody(origin)
                            .event(
                                    environment.clock().instant(),
                                    AuditEvent.Type.TICKET_REFUSED,
                                    null,
                                    null,
                                    Map.of()));
        }
    }
}

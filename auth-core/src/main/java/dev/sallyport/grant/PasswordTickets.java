package dev.sallyport.grant;

import dev.sallyport.account.Ticket;
import dev.sallyport.account.TicketKind;
import dev.sallyport.account.VerifiedEmailStore;
import dev.sallyport.apikey.ApiKeys;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.environment.Environment;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.Sessions;
import dev.sallyport.user.User;
import dev.sallyport.user.Users;
import java.util.Map;
import java.util.Optional;

/** Applies tickets of a user: sets a password, or verifies an address. Safe for use by many threads. */
final class PasswordTickets {
    private final Users users;
    private final Sessions sessions;
    private final ApiKeys keys;
    private final VerifiedEmailStore verified;
    private final TicketUses uses;
    private final Environment environment;

    PasswordTickets(
            Users users,
            Sessions sessions,
            ApiKeys keys,
            VerifiedEmailStore verified,
            TicketUses uses,
            Environment environment) {
        this.users = users;
        this.sessions = sessions;
        this.keys = keys;
        this.verified = verified;
        this.uses = uses;
        this.environment = environment;
    }

    /** Redeems the ticket, sets the password and ends what was opened with the old one, in one transaction. */
    Outcome<User> setPassword(Ticket ticket, Secret next, boolean revokeKeys, LoginOrigin origin) {
        Optional<User> user = fitting(ticket);
        if (user.isEmpty()) {
            return TicketUses.unknown();
        }
        String id = user.get().id();
        Actor by = new Actor(id, origin.address().text());
        return users.setPassword(id, next, by, () -> {
            uses.redeem(ticket, by);
            sessions.endOthers(id, null, AuditEvent.Type.SESSION_ENDED, by);
            if (revokeKeys) {
                keys.revokeAll(id, "password reset", by);
            }
            if (ticket.kind() == TicketKind.RESET) {
                // The ticket was mailed to this address.
                verify(ticket, id, by);
            }
        });
    }

    Outcome<User> verify(Ticket ticket, LoginOrigin origin) {
        return environment.transactions().inTransaction(transaction -> {
            transaction.lockOwner(ticket.subject());
            return fitting(ticket)
                    .map(user -> {
                        Actor by = new Actor(user.id(), origin.address().text());
                        uses.redeem(ticket, by);
                        verify(ticket, user.id(), by);
                        return Outcome.done(user);
                    })
                    .orElseGet(TicketUses::unknown);
        });
    }

    /** Marks the address as verified, as part of a transaction. */
    void verify(Ticket ticket, String userId, Actor by) {
        String address = ticket.address();
        if (address != null && !verified.find(userId).filter(address::equals).isPresent()) {
            verified.put(userId, address, environment.clock().instant());
            environment
                    .audit()
                    .record(by.event(
                            environment.clock().instant(), AuditEvent.Type.EMAIL_VERIFIED, userId, null, Map.of()));
        }
    }

    /** Finds the ticket's user, if the ticket still fits them. */
    private Optional<User> fitting(Ticket ticket) {
        return users.findById(ticket.subject())
                .filter(User::enabled)
                .filter(user -> ticket.address() == null || ticket.address().equals(user.email()));
    }

    /** Tells whether the user's current address is verified. */
    boolean isVerified(User user) {
        return user.email() != null
                && verified.find(user.id()).filter(user.email()::equals).isPresent();
    }
}

package dev.sallyport.account;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.environment.Environment;
import dev.sallyport.secret.Secret;
import dev.sallyport.text.Base64Url;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Single-use tickets of one application: 160 random bits each, of which the store has only the digest. Safe for use by many threads.
 * This class does not check whether the subject may have one; callers that issue or redeem a ticket hold the lock of its subject.
 *
 * <p>See decision 0146.
 */
public final class Tickets {
    /** Length of every ticket. */
    public static final int LENGTH = 27;

    private static final int BYTES = 20;

    private final TicketStore store;
    private final String audience;
    private final AccountPolicy policy;
    private final Environment environment;

    /** @param audience the application; tickets of another one on the same stores are unknown here */
    public Tickets(TicketStore store, String audience, AccountPolicy policy, Environment environment) {
        this.store = store;
        this.audience = audience;
        this.policy = policy;
        this.environment = environment;
    }

    /**
     * Purpose of a new ticket. Immutable.
     *
     * @param subject as in {@link Ticket}
     */
    public record Purpose(
            TicketKind kind,
            String subject,
            @Nullable String address,
            @Nullable String name) {
        public static Purpose ofUser(TicketKind kind, String userId, @Nullable String address) {
            return new Purpose(kind, userId, address, null);
        }
    }

    /** Issues a ticket as part of a transaction, replacing the subject's previous one of this kind. */
    public NewTicket issue(Purpose purpose, Actor by) {
        Secret ticket = Secret.of(Base64Url.random(environment.random(), BYTES));
        TicketKind kind = purpose.kind();
        var expiresAt = environment.clock().instant().plus(policy.lifetimeOf(kind));
        environment.transactions().inTransaction(transaction -> {
            store.replace(new Ticket(
                    ticket.digest(), kind, purpose.subject(), audience, purpose.address(), purpose.name(), expiresAt));
            record(AuditEvent.Type.TICKET_ISSUED, kind, ownerOf(kind, purpose.subject()), by);
            return true;
        });
        return new NewTicket(ticket, policy.linkOf(kind, ticket), expiresAt, false);
    }

    /** Finds an unexpired ticket of this application and of one of these kinds by its text. */
    public Optional<Ticket> find(Secret text, Set<TicketKind> kinds) {
        if (text.reveal().length() != LENGTH) {
            return Optional.empty();
        }
        return store.find(text.digest())
                .filter(ticket -> ticket.audience().equals(audience) && kinds.contains(ticket.kind()))
                .filter(ticket -> ticket.expiresAt().isAfter(environment.clock().instant()));
    }

    /** Redeems a ticket, as part of the transaction of its effect; false when it was redeemed or ended meanwhile. */
    public boolean redeem(Ticket ticket, Actor by) {
        boolean redeemed = store.redeem(ticket, environment.clock().instant());
        if (redeemed) {
            record(AuditEvent.Type.TICKET_REDEEMED, ticket.kind(), ownerOf(ticket.kind(), ticket.subject()), by);
        }
        return redeemed;
    }

    private static @Nullable String ownerOf(TicketKind kind, String subject) {
        return kind == TicketKind.REGISTER ? null : subject;
    }

    private void record(AuditEvent.Type type, TicketKind kind, @Nullable String owner, Actor by) {
        environment
                .audit()
                .record(by.event(
                        environment.clock().instant(),
                        type,
                        owner,
                        null,
                        Map.of("kind", kind.name().toLowerCase(Locale.ROOT))));
    }
}

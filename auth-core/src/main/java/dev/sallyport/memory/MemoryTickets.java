package dev.sallyport.memory;

import dev.sallyport.account.Ticket;
import dev.sallyport.account.TicketStore;
import dev.sallyport.secret.SecretDigest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Tickets by digest and by subject. */
final class MemoryTickets implements TicketStore {
    private static final Index<Ticket> BY_SUBJECT = ticket -> List.of(ticket.subject());

    private final MemoryTransactions transactions;
    private final Table<SecretDigest, Ticket> table;

    MemoryTickets(MemoryTransactions transactions) {
        this.transactions = transactions;
        this.table = transactions.table(List.of(BY_SUBJECT));
    }

    @Override
    public void replace(Ticket ticket) {
        transactions.write(() -> {
            delete(
                    ticket.subject(),
                    other -> other.kind() == ticket.kind() && other.audience().equals(ticket.audience()));
            table.set(ticket.digest(), ticket);
            return true;
        });
    }

    @Override
    public Optional<Ticket> find(SecretDigest digest) {
        return table.read(rows -> Optional.ofNullable(rows.get(digest)));
    }

    @Override
    public boolean redeem(Ticket ticket, Instant now) {
        return transactions.write(() -> {
            boolean there = find(ticket.digest())
                    .filter(found -> found.kind() == ticket.kind())
                    .filter(found -> found.audience().equals(ticket.audience()))
                    .filter(found -> found.expiresAt().isAfter(now))
                    .isPresent();
            if (there) {
                table.set(ticket.digest(), null);
            }
            return there;
        });
    }

    @Override
    public void deleteBySubject(String subject) {
        transactions.write(() -> delete(subject, ticket -> true));
    }

    private boolean delete(String subject, Predicate<Ticket> which) {
        List<Ticket> theirs =
                table.read(rows -> rows.find(BY_SUBJECT, subject).filter(which).toList());
        theirs.forEach(ticket -> table.set(ticket.digest(), null));
        return !theirs.isEmpty();
    }

    @Override
    public int deleteExpired(Instant before, int max) {
        return transactions.write(() -> {
            List<Ticket> ended = table.read(rows -> rows.all().stream()
                    .filter(ticket -> ticket.expiresAt().isBefore(before))
                    .sorted(Comparator.comparing(Ticket::expiresAt))
                    .limit(max)
                    .toList());
            ended.forEach(ticket -> table.set(ticket.digest(), null));
            return ended.size();
        });
    }
}

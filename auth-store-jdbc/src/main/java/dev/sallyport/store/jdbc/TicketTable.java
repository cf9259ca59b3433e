package dev.sallyport.store.jdbc;

import dev.sallyport.account.Ticket;
import dev.sallyport.account.TicketKind;
import dev.sallyport.account.TicketStore;
import dev.sallyport.secret.SecretDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** {@code sallyport_ticket}. */
final class TicketTable implements TicketStore {
    private static final String DELETE_OLDER =
            "DELETE FROM sallyport_ticket WHERE subject = :subject AND kind = :kind AND audience = :audience";

    private static final String INSERT = """
            INSERT INTO sallyport_ticket (digest, kind, subject, audience, address, name, expires_at)
            VALUES (:digest, :kind, :subject, :audience, :address, :name, :expiresAt)
            """;

    /** Decides which of several callers redeems a ticket. */
    private static final String REDEEM = """
            DELETE FROM sallyport_ticket
            WHERE digest = :digest AND kind = :kind AND audience = :audience AND expires_at > :now
            """;

    private static final ExpiredRows<String> EXPIRED = ExpiredRows.of("sallyport_ticket", "digest", "expires_at");

    private final JdbcTransactions transactions;

    TicketTable(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void replace(Ticket ticket) {
        transactions.write(handle -> {
            handle.createUpdate(DELETE_OLDER)
                    .bind("subject", ticket.subject())
                    .bind("kind", ticket.kind().name())
                    .bind("audience", ticket.audience())
                    .execute();
            return handle.createUpdate(INSERT)
                    .bind("digest", ticket.digest().hex())
                    .bind("kind", ticket.kind().name())
                    .bind("subject", ticket.subject())
                    .bind("audience", ticket.audience())
                    .bind("address", ticket.address())
                    .bind("name", ticket.name())
                    .bind("expiresAt", Micros.of(ticket.expiresAt()))
                    .execute();
        });
    }

    @Override
    public Optional<Ticket> find(SecretDigest digest) {
        return transactions.read(handle -> handle.createQuery("SELECT * FROM sallyport_ticket WHERE digest = :digest")
                .bind("digest", digest.hex())
                .map((row, context) -> read(row))
                .findOne());
    }

    @Override
    public boolean redeem(Ticket ticket, Instant now) {
        return transactions.write(handle -> handle.createUpdate(REDEEM)
                        .bind("digest", ticket.digest().hex())
                        .bind("kind", ticket.kind().name())
                        .bind("audience", ticket.audience())
                        .bind("now", Micros.of(now))
                        .execute()
                == 1);
    }

    @Override
    public void deleteBySubject(String subject) {
        transactions.write(handle -> handle.createUpdate("DELETE FROM sallyport_ticket WHERE subject = :subject")
                .bind("subject", subject)
                .execute());
    }

    @Override
    public int deleteExpired(Instant before, int max) {
        return transactions.write(handle -> EXPIRED.delete(handle, before, max));
    }

    private static Ticket read(ResultSet row) throws SQLException {
        return new Ticket(
                SecretDigest.ofHex(row.getString("digest")),
                TicketKind.valueOf(row.getString("kind")),
                row.getString("subject"),
                row.getString("audience"),
                row.getString("address"),
                row.getString("name"),
                Micros.read(row, "expires_at"));
    }
}

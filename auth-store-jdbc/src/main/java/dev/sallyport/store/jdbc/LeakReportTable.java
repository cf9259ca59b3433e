package dev.sallyport.store.jdbc;

import dev.sallyport.leak.LeakReport;
import dev.sallyport.leak.LeakReportStore;
import dev.sallyport.secret.Sealed;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** {@code sallyport_leak_report}. */
final class LeakReportTable implements LeakReportStore {
    private static final String INSERT = """
            INSERT INTO sallyport_leak_report (id, sealed, reported_at, claimed_until, audience)
            VALUES (:id, :sealed, :reportedAt, :claimedUntil, :audience)
            """;

    /** Along an index and no further than need be: anybody may send reports, however many wait. */
    private static final String ONE_TOO_MANY =
            "SELECT audience FROM sallyport_leak_report WHERE audience = :audience LIMIT 1 OFFSET :others";

    private static final String FIND_UNCLAIMED = """
            SELECT id, sealed, reported_at, claimed_until, audience FROM sallyport_leak_report
            WHERE claimed_until <= :now AND (audience = :audience OR audience IS NULL) ORDER BY reported_at, id LIMIT :max
            """;

    private static final String CLAIM = """
            UPDATE sallyport_leak_report SET claimed_until = :until WHERE id = :id AND claimed_until <= :now
            """;

    private final JdbcTransactions transactions;

    LeakReportTable(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean insert(LeakReport report, int maxWaiting) {
        return maxWaiting > 0
                && transactions.write(handle -> !isFull(handle, report.audience(), maxWaiting)
                        && handle.createUpdate(INSERT)
                                        .bind("id", report.id())
                                        .bind("sealed", report.sealed().text())
                                        .bind("reportedAt", Micros.of(report.reportedAt()))
                                        .bind("claimedUntil", Micros.of(report.claimedUntil()))
                                        .bind("audience", report.audience())
                                        .execute()
                                == 1);
    }

    private static boolean isFull(Handle handle, @Nullable String audience, int maxWaiting) {
        return handle.createQuery(ONE_TOO_MANY)
                .bind("audience", audience)
                .bind("others", maxWaiting - 1)
                .mapTo(String.class)
                .findOne()
                .isPresent();
    }

    @Override
    public List<LeakReport> findUnclaimed(String audience, Instant now, int max) {
        return transactions.read(handle -> handle.createQuery(FIND_UNCLAIMED)
                .bind("audience", audience)
                .bind("now", Micros.of(now))
                .bind("max", max)
                .map((row, context) -> new LeakReport(
                        row.getString("id"),
                        Sealed.of(row.getString("sealed")),
                        Micros.read(row, "reported_at"),
                        Micros.read(row, "claimed_until"),
                        row.getString("audience")))
                .list());
    }

    @Override
    public boolean claim(String id, Instant now, Instant until) {
        return transactions.write(handle -> handle.createUpdate(CLAIM)
                        .bind("id", id)
                        .bind("now", Micros.of(now))
                        .bind("until", Micros.of(until))
                        .execute()
                == 1);
    }

    @Override
    public void delete(String id) {
        transactions.write(handle -> handle.createUpdate("DELETE FROM sallyport_leak_report WHERE id = :id")
                .bind("id", id)
                .execute());
    }
}

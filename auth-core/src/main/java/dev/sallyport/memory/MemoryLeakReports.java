package dev.sallyport.memory;

import dev.sallyport.leak.LeakReport;
import dev.sallyport.leak.LeakReportStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reports by id. */
final class MemoryLeakReports implements LeakReportStore {
    private final MemoryTransactions transactions;
    private final Table<String, LeakReport> table;

    MemoryLeakReports(MemoryTransactions transactions) {
        this.transactions = transactions;
        this.table = transactions.table(List.of());
    }

    Table<String, LeakReport> table() {
        return table;
    }

    @Override
    public boolean insert(LeakReport report, int maxWaiting) {
        return transactions.write(() -> {
            long waiting = table.read(rows -> rows.all().stream()
                    .filter(other -> Objects.equals(other.audience(), report.audience()))
                    .count());
            if (waiting >= maxWaiting) {
                return false;
            }
            table.set(report.id(), report);
            return true;
        });
    }

    @Override
    public List<LeakReport> findUnclaimed(String audience, Instant now, int max) {
        return table.read(rows -> rows.all().stream()
                .filter(report -> report.audience() == null || audience.equals(report.audience()))
                .filter(report -> !report.claimedUntil().isAfter(now))
                .sorted(Comparator.comparing(LeakReport::reportedAt).thenComparing(LeakReport::id))
                .limit(max)
                .toList());
    }

    @Override
    public boolean claim(String id, Instant now, Instant until) {
        return transactions.write(() -> {
            Optional<LeakReport> free = table.read(rows -> Optional.ofNullable(rows.get(id)))
                    .filter(report -> !report.claimedUntil().isAfter(now));
            free.ifPresent(report ->
                    table.set(id, new LeakReport(id, report.sealed(), report.reportedAt(), until, report.audience())));
            return free.isPresent();
        });
    }

    @Override
    public void delete(String id) {
        transactions.write(() -> {
            table.set(id, null);
            return true;
        });
    }
}

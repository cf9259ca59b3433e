package dev.sallyport.memory;

import dev.sallyport.leak.LeakReport;
import dev.sallyport.leak.LeakReportStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reports by id. */
final class MemoryLeakReports implements LeakReportStore {
    private final MemoryTransactions transactions;
    private final Table<String, LeakReport> table;

    MemoryLeakReports(MemoryTransactions transactions) {
        this.transactions = transactions;
        this.table = transactions.add(new Table<>(transactions, List.of()));
    }

    Table<String, LeakReport> table() {
        return table;
    }

    @Override
    public boolean insert(LeakReport report, int maxWaiting) {
        return transactions.write(() -> {
            if (table.read(rows -> rows.all().size()) >= maxWaiting) {
                return false;
            }
            table.set(report.id(), report);
            return true;
        });
    }

    @Override
    public List<LeakReport> findUnclaimed(Instant now, int max) {
        return table.read(rows -> rows.all().stream()
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
            free.ifPresent(report -> table.set(id, new LeakReport(id, report.sealed(), report.reportedAt(), until)));
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

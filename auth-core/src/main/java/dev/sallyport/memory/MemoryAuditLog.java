package dev.sallyport.memory;

import dev.sallyport.audit.AuditCursor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditPage;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.audit.AuditStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** The newest events by number. */
final class MemoryAuditLog implements AuditStore {
    /** How many are kept. */
    static final int KEPT = 10_000;

    private record Row(long id, AuditEvent event) {
        AuditCursor cursor() {
            return new AuditCursor(event.at(), id);
        }
    }

    private static final Comparator<AuditCursor> BY_PLACE =
            Comparator.comparing(AuditCursor::at).thenComparing(AuditCursor::id);
    private static final Comparator<Row> NEWEST_FIRST =
            Comparator.comparing(Row::cursor, BY_PLACE).reversed();

    private final MemoryTransactions transactions;
    private final Table<Long, Row> table;

    // Used inside transactions only, so one thread at a time.
    private long next;

    MemoryAuditLog(MemoryTransactions transactions) {
        this.transactions = transactions;
        this.table = transactions.table(List.of());
    }

    @Override
    public void insert(List<AuditEvent> events) {
        transactions.write(() -> {
            for (AuditEvent event : events) {
                table.set(next, new Row(next, event));
                table.set(next - KEPT, null);
                next++;
            }
            return true;
        });
    }

    @Override
    public AuditPage find(AuditQuery query) {
        List<Row> found = table.read(rows -> rows.all().stream()
                .filter(row -> fits(row, query))
                .sorted(NEWEST_FIRST)
                .limit(query.limit() + 1L)
                .toList());
        List<Row> page = found.subList(0, Math.min(query.limit(), found.size()));
        boolean goesOn = found.size() > page.size();
        return new AuditPage(
                page.stream().map(Row::event).toList(),
                goesOn ? page.get(page.size() - 1).cursor() : null);
    }

    private static boolean fits(Row row, AuditQuery query) {
        AuditEvent event = row.event();
        return (query.owner() == null || query.owner().equals(event.owner()))
                && (query.credential() == null || query.credential().equals(event.credential()))
                && (query.actor() == null || query.actor().equals(event.actor()))
                && (query.types().isEmpty() || query.types().contains(event.type()))
                && (query.from() == null || !event.at().isBefore(query.from()))
                && (query.until() == null || event.at().isBefore(query.until()))
                && (query.after() == null || BY_PLACE.compare(row.cursor(), query.after()) < 0);
    }

    @Override
    public int deleteBefore(Instant before, int max) {
        return transactions.write(() -> {
            List<Row> old = table.read(rows -> rows.all().stream()
                    .filter(row -> row.event().at().isBefore(before))
                    .sorted(NEWEST_FIRST.reversed())
                    .limit(max)
                    .toList());
            old.forEach(row -> table.set(row.id(), null));
            return old.size();
        });
    }
}

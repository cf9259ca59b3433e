package dev.sallyport.store.jdbc;

import dev.sallyport.change.Change;
import dev.sallyport.change.ChangeLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads {@code sallyport_change}, which {@link ChangeWriter} writes. */
final class ChangeLogTable implements ChangeLog {
    /** Each row has the head; the entry is null when there is none. */
    private record Row(
            String incarnation, long head, @Nullable Entry entry) {}

    private final JdbcTransactions transactions;

    ChangeLogTable(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    /** One statement, so that head and entries are of the same moment. */
    @Override
    public Tail readAfter(long number, int max) {
        if (max < 1) {
            throw new IllegalArgumentException("The number of entries to read is 1 or more, not " + max);
        }
        List<Row> rows = transactions.read(handle -> handle.createQuery("""
                        SELECT o.incarnation, o.head, c.entry_number, c.kind, c.subject
                        FROM sallyport_change_counter o LEFT JOIN sallyport_change c ON c.entry_number > :number
                        ORDER BY c.entry_number LIMIT :max
                        """)
                .bind("number", number)
                .bind("max", max)
                .map((row, context) -> read(row))
                .list());
        if (rows.isEmpty()) {
            throw Failure.of(new IllegalStateException(), "The table of the change counter has no row")
                    .exception();
        }
        Row first = rows.get(0);
        return new Tail(
                first.incarnation(),
                first.head(),
                rows.stream().map(Row::entry).filter(Objects::nonNull).toList());
    }

    private static Row read(ResultSet row) throws SQLException {
        long number = row.getLong("entry_number");
        Entry entry = row.wasNull()
                ? null
                : new Entry(number, new Change(Change.Kind.valueOf(row.getString("kind")), row.getString("subject")));
        return new Row(row.getString("incarnation"), row.getLong("head"), entry);
    }
}

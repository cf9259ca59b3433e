package dev.sallyport.store.jdbc;

import dev.sallyport.secret.Sealed;
import dev.sallyport.secret.SealedKind;
import dev.sallyport.secret.VaultStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code sallyport_kept_key}, and the sealed column of each of the other tables that have one. */
final class VaultTable implements VaultStore {
    /** Constants only: they are written into statements. */
    private record Column(String table, String id, String sealed) {
        static Column of(SealedKind kind) {
            return switch (kind) {
                case SIGNING_KEY -> new Column("sallyport_signing_key", "kid", "sealed");
                case TOTP_SEED -> new Column("sallyport_second_factor", "owner_id", "sealed_seed");
                case REFRESH_FAMILY -> new Column("sallyport_refresh_family", "session_id", "sealed_key");
                case REUSABLE_TOKEN -> new Column("sallyport_session", "id", "reusable_token");
                case LEAK_REPORT -> new Column("sallyport_leak_report", "id", "sealed");
                case KEPT_KEY -> new Column("sallyport_kept_key", "name", "sealed");
            };
        }
    }

    private record Row(String id, @Nullable String sealed) {}

    private final JdbcTransactions transactions;

    VaultTable(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Page page(SealedKind kind, String after, int max) {
        Column column = Column.of(kind);
        // Rows without a value count too: otherwise the database would have to look through any number for one page.
        List<Row> rows = transactions.read(
                handle -> handle.createQuery("SELECT " + column.id + ", " + column.sealed + " FROM " + column.table
                                + " WHERE " + column.id + " > :after ORDER BY " + column.id + " LIMIT :max")
                        .bind("after", after)
                        .bind("max", max)
                        .map((row, context) -> new Row(row.getString(column.id), row.getString(column.sealed)))
                        .list());
        List<Value> values = new ArrayList<>();
        for (Row row : rows) {
            if (row.sealed != null) {
                values.add(new Value(row.id, Sealed.of(row.sealed)));
            }
        }
        return new Page(values, rows.size() < max ? null : rows.get(max - 1).id);
    }

    @Override
    public boolean replace(SealedKind kind, String row, Sealed before, Sealed after) {
        Column column = Column.of(kind);
        return transactions.write(handle -> handle.createUpdate("UPDATE " + column.table + " SET " + column.sealed
                                + " = :after WHERE " + column.id + " = :row AND " + column.sealed + " = :before")
                        .bind("row", row)
                        .bind("before", before.text())
                        .bind("after", after.text())
                        .execute()
                == 1);
    }

    @Override
    public Optional<Sealed> findKept(String name) {
        return transactions.read(
                handle -> handle.createQuery("SELECT sealed FROM sallyport_kept_key WHERE name = :name")
                        .bind("name", name)
                        .map((row, context) -> Sealed.of(row.getString("sealed")))
                        .findOne());
    }

    @Override
    public boolean insertKept(String name, Sealed sealed) {
        return transactions.writeUnlessDuplicate(
                handle -> handle.createUpdate("INSERT INTO sallyport_kept_key (name, sealed) VALUES (:name, :sealed)")
                                .bind("name", name)
                                .bind("sealed", sealed.text())
                                .execute()
                        == 1);
    }
}

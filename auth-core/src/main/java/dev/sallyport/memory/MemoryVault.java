package dev.sallyport.memory;

import dev.sallyport.leak.LeakReport;
import dev.sallyport.secret.Sealed;
import dev.sallyport.secret.SealedKind;
import dev.sallyport.secret.VaultStore;
import dev.sallyport.session.RefreshFamily;
import dev.sallyport.session.Session;
import dev.sallyport.token.StoredSigningKey;
import dev.sallyport.user.SecondFactor;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The sealed columns of the tables of all features, and a table for the keys that are kept. */
final class MemoryVault implements VaultStore {
    private final MemoryTransactions transactions;
    private final Table<String, Value> kept;
    private final Map<SealedKind, Column<?>> columns = new EnumMap<>(SealedKind.class);

    MemoryVault(
            MemoryTransactions transactions,
            MemorySigningKeys signingKeys,
            MemorySecondFactors secondFactors,
            MemorySessions sessions,
            MemoryLeakReports leakReports) {
        this.transactions = transactions;
        this.kept = transactions.table(List.of());
        columns.put(
                SealedKind.SIGNING_KEY,
                new Column<>(
                        signingKeys.table(), StoredSigningKey::kid, StoredSigningKey::sealed, MemoryVault::resealed));
        columns.put(
                SealedKind.TOTP_SEED,
                new Column<>(
                        secondFactors.table(),
                        row -> row.factor().ownerId(),
                        row -> row.factor().sealedSeed(),
                        MemoryVault::resealed));
        columns.put(
                SealedKind.REFRESH_FAMILY,
                new Column<>(
                        sessions.families(),
                        RefreshFamily::sessionId,
                        RefreshFamily::sealedKey,
                        MemoryVault::resealed));
        columns.put(
                SealedKind.REUSABLE_TOKEN,
                new Column<>(
                        sessions.table(),
                        Session::id,
                        Session::reusableToken,
                        (row, text) -> row.extended(row.expiresAt(), text)));
        columns.put(
                SealedKind.LEAK_REPORT,
                new Column<>(leakReports.table(), LeakReport::id, LeakReport::sealed, MemoryVault::resealed));
        columns.put(
                SealedKind.KEPT_KEY,
                new Column<>(kept, Value::row, Value::sealed, (row, text) -> new Value(row.row(), text)));
    }

    /** Where the values of one kind are, and how a row with another one is made. */
    private record Column<V>(
            Table<String, V> table,
            Function<V, String> id,
            Function<V, @Nullable Sealed> text,
            BiFunction<V, Sealed, V> with) {
        Page page(String after, int max) {
            return table.read(rows -> {
                List<V> found = rows.all().stream()
                        .filter(row -> id.apply(row).compareTo(after) > 0)
                        .sorted(Comparator.comparing(id))
                        .limit(max)
                        .toList();
                List<Value> values = found.stream().flatMap(this::value).toList();
                return new Page(values, found.size() < max ? null : id.apply(found.get(max - 1)));
            });
        }

        private Stream<Value> value(V row) {
            Sealed found = text.apply(row);
            return found == null ? Stream.of() : Stream.of(new Value(id.apply(row), found));
        }

        boolean replace(String key, Sealed before, Sealed after) {
            V row = table.read(rows -> rows.get(key));
            if (row == null || !Objects.equals(text.apply(row), before)) {
                return false;
            }
            table.set(key, with.apply(row, after));
            return true;
        }
    }

    private Column<?> column(SealedKind kind) {
        return Objects.requireNonNull(columns.get(kind), kind.name());
    }

    @Override
    public Page page(SealedKind kind, String after, int max) {
        return column(kind).page(after, max);
    }

    @Override
    public boolean replace(SealedKind kind, String row, Sealed before, Sealed after) {
        return transactions.write(() -> column(kind).replace(row, before, after));
    }

    @Override
    public Optional<Sealed> findKept(String name) {
        return kept.read(rows -> Optional.ofNullable(rows.get(name)).map(Value::sealed));
    }

    @Override
    public boolean insertKept(String name, Sealed sealed) {
        return transactions.write(() -> {
            if (findKept(name).isPresent()) {
                return false;
            }
            kept.set(name, new Value(name, sealed));
            return true;
        });
    }

    private static StoredSigningKey resealed(StoredSigningKey key, Sealed sealed) {
        return new StoredSigningKey(key.kid(), key.period(), key.algorithm(), key.createdAt(), key.activeAt(), sealed);
    }

    private static MemorySecondFactors.Kept resealed(MemorySecondFactors.Kept kept, Sealed sealed) {
        SecondFactor factor = kept.factor();
        return new MemorySecondFactors.Kept(
                new SecondFactor(factor.ownerId(), sealed, factor.createdAt(), factor.confirmedAt(), factor.lastStep()),
                kept.codes());
    }

    private static LeakReport resealed(LeakReport report, Sealed sealed) {
        return new LeakReport(report.id(), sealed, report.reportedAt(), report.claimedUntil(), report.audience());
    }

    private static RefreshFamily resealed(RefreshFamily family, Sealed sealed) {
        return new RefreshFamily(
                family.sessionId(),
                sealed,
                family.scopes(),
                family.generation(),
                family.graceUntil(),
                family.expiresAt());
    }
}

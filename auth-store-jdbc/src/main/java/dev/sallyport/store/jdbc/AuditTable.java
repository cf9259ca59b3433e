package dev.sallyport.store.jdbc;

import dev.sallyport.audit.AuditCursor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditPage;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.audit.AuditStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** {@code sallyport_audit}. */
final class AuditTable implements AuditStore {
    private static final String INSERT = """
            INSERT INTO sallyport_audit (happened_at, type, actor, owner_id, credential_id, address, details)
            VALUES (:at, :type, :actor, :owner, :credential, :address, :details)
            """;

    private static final ExpiredRows<Long> OLD =
            new ExpiredRows<>("sallyport_audit", "id", Long.class, "happened_at", "");

    /** The event is null when a newer version wrote a type that is not known here. */
    private record Row(AuditCursor place, @Nullable AuditEvent event) {}

    private final JdbcTransactions transactions;

    AuditTable(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void insert(List<AuditEvent> events) {
        if (!events.isEmpty()) {
            transactions.write(handle -> insert(handle, events));
        }
    }

    private int insert(Handle handle, List<AuditEvent> events) {
        PreparedBatch batch = handle.prepareBatch(INSERT);
        for (AuditEvent event : events) {
            batch.bind("at", Micros.of(event.at()))
                    .bind("type", event.type().name())
                    .bind("actor", holdable(event.actor()))
                    .bind("owner", holdable(event.owner()))
                    .bind("credential", holdable(event.credential()))
                    .bind("address", holdable(event.address()))
                    .bind("details", details(event))
                    .add();
        }
        return batch.execute().length;
    }

    private @Nullable String holdable(@Nullable String text) {
        return text == null ? null : transactions.holdable(text);
    }

    private String details(AuditEvent event) {
        String text = Lines.of(event.details());
        if (transactions.canHold(text)) {
            return text;
        }
        List<String> lines = new ArrayList<>();
        text.lines().forEach(line -> lines.add(transactions.holdable(line)));
        return String.join("\n", lines) + "\n";
    }

    @Override
    public AuditPage find(AuditQuery query) {
        if (cannotBeThere(query.owner()) || cannotBeThere(query.credential()) || cannotBeThere(query.actor())) {
            return new AuditPage(List.of(), null);
        }
        List<Row> found = transactions.read(handle -> bind(handle.createQuery(statement(query)), query)
                .map((row, context) -> read(row))
                .list());
        List<Row> page = found.subList(0, Math.min(query.limit(), found.size()));
        boolean goesOn = found.size() > page.size();
        return new AuditPage(
                page.stream().map(Row::event).filter(Objects::nonNull).toList(),
                goesOn ? page.get(page.size() - 1).place() : null);
    }

    private boolean cannotBeThere(@Nullable String text) {
        return text != null && !transactions.canHold(text);
    }

    private static String statement(AuditQuery query) {
        List<String> conditions = new ArrayList<>();
        addIf(conditions, query.owner() != null, "owner_id = :owner");
        addIf(conditions, query.credential() != null, "credential_id = :credential");
        addIf(conditions, query.actor() != null, "actor = :actor");
        addIf(conditions, query.from() != null, "happened_at >= :from");
        addIf(conditions, query.until() != null, "happened_at < :until");
        addIf(conditions, query.after() != null, "happened_at <= :at AND (happened_at < :at OR id < :id)");
        addIf(
                conditions,
                !query.types().isEmpty(),
                "type IN (" + typeNames(query.types().size()) + ")");
        return "SELECT * FROM sallyport_audit"
                + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
                + " ORDER BY happened_at DESC, id DESC LIMIT :limit";
    }

    /** The names under which so many types are bound. */
    private static String typeNames(int count) {
        return IntStream.range(0, count).mapToObj(i -> ":type" + i).collect(Collectors.joining(", "));
    }

    private static void addIf(List<String> conditions, boolean asked, String condition) {
        if (asked) {
            conditions.add(condition);
        }
    }

    private static Query bind(Query statement, AuditQuery query) {
        statement.bind("limit", query.limit() + 1);
        if (query.owner() != null) {
            statement.bind("owner", query.owner());
        }
        if (query.credential() != null) {
            statement.bind("credential", query.credential());
        }
        if (query.actor() != null) {
            statement.bind("actor", query.actor());
        }
        if (query.from() != null) {
            statement.bind("from", Micros.near(query.from()));
        }
        if (query.until() != null) {
            statement.bind("until", Micros.near(query.until()));
        }
        AuditCursor after = query.after();
        if (after != null) {
            statement.bind("at", Micros.near(after.at())).bind("id", after.id());
        }
        int number = 0;
        for (AuditEvent.Type type : query.types()) {
            statement.bind("type" + number++, type.name());
        }
        return statement;
    }

    @Override
    public int deleteBefore(Instant before, int max) {
        return transactions.write(handle -> OLD.delete(handle, before, max));
    }

    private static Row read(ResultSet row) throws SQLException {
        AuditCursor place = new AuditCursor(Micros.read(row, "happened_at"), row.getLong("id"));
        String name = row.getString("type");
        AuditEvent.Type type = Arrays.stream(AuditEvent.Type.values())
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElse(null);
        return new Row(
                place,
                type == null
                        ? null
                        : new AuditEvent(
                                place.at(),
                                type,
                                row.getString("actor"),
                                row.getString("owner_id"),
                                row.getString("credential_id"),
                                row.getString("address"),
                                Cell.read(row, "details", "id", Lines::readMap)));
    }
}

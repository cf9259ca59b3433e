package dev.sallyport.store.jdbc;

import dev.sallyport.client.Client;
import dev.sallyport.client.ClientQuery;
import dev.sallyport.client.ClientStore;
import dev.sallyport.page.Page;
import dev.sallyport.page.SearchText;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.SecretDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * {@code sallyport_client}. Its two secrets at most are in its own row, so that a token request reads one row: one line each,
 * digest, creation and end.
 */
final class ClientTable implements ClientStore {
    private static final String INSERT = """
            INSERT INTO sallyport_client (id, type, name, name_key, tenant, scopes, grants, secrets, created_at,
                disabled_at, audience)
            VALUES (:id, :type, :name, :nameKey, :tenant, :scopes, :grants, :secrets, :createdAt, :disabledAt, :audience)
            """;

    private static final String UPDATE = """
            UPDATE sallyport_client SET name = :name, name_key = :nameKey, scopes = :scopes, grants = :grants,
                secrets = :secrets, disabled_at = :disabledAt
            WHERE id = :id
            """;

    private final JdbcTransactions transactions;

    ClientTable(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void insert(Client client) {
        transactions.write(handle -> bindChangeable(handle.createUpdate(INSERT), client)
                .bind("type", client.type())
                .bind("tenant", client.tenant())
                .bind("audience", client.audience())
                .bind("createdAt", Micros.of(client.createdAt()))
                .execute());
    }

    @Override
    public boolean update(Client client) {
        return transactions.write(
                handle -> bindChangeable(handle.createUpdate(UPDATE), client).execute() == 1);
    }

    private static Update bindChangeable(Update update, Client client) {
        return update.bind("id", client.id())
                .bind("name", client.name())
                .bind("nameKey", SearchText.key(client.name()))
                .bind("scopes", client.scopes().toString())
                .bind("grants", grants(client.grants()))
                .bind(
                        "secrets",
                        Lines.of(
                                client.secrets().stream().map(ClientTable::line).toList()))
                .bind("disabledAt", Micros.ofNullable(client.disabledAt()));
    }

    @Override
    public Optional<Client> find(String id) {
        if (!transactions.canHold(id)) {
            return Optional.empty();
        }
        return transactions.read(handle -> handle.createQuery("SELECT * FROM sallyport_client WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne());
    }

    @Override
    public List<Client> list(String audience, int max) {
        return transactions.read(handle -> handle.createQuery(
                        "SELECT * FROM sallyport_client WHERE audience = :audience ORDER BY id LIMIT :max")
                .bind("audience", audience)
                .bind("max", max)
                .map((row, context) -> read(row))
                .list());
    }

    @Override
    public Page<Client> list(ClientQuery query) {
        query.requireAudience();
        return new KeysetPages(query.list(), query.after(), query.limit())
                .read(transactions, lanes(query), ClientTable::read, query::placeOf);
    }

    private List<Lane> lanes(ClientQuery query) {
        String text = query.text();
        if (text != null) {
            return List.of(
                    ours(ClientQuery.BY_ID, query, "sallyport_client_audience").beginning("id", text),
                    ours(ClientQuery.BY_NAME, query, "sallyport_client_name").byText("name_key", SearchText.key(text)));
        }
        if (query.tenant() != null) {
            return List.of(
                    lane(ClientQuery.BY_ID).along("sallyport_client_tenant").where("tenant", "tenant", query.tenant()));
        }
        String index = query.type() == null ? "sallyport_client_audience" : "sallyport_client_type";
        return List.of(ours(ClientQuery.BY_ID, query, index).where("type", "type", query.type()));
    }

    private Lane ours(int number, ClientQuery query, String index) {
        return lane(number).along(index).where("audience", "audience", query.audience());
    }

    private Lane lane(int number) {
        return new Lane(transactions.dialect(), number, "*", "sallyport_client", "id");
    }

    @Override
    public boolean delete(String id) {
        return transactions.canHold(id)
                && transactions.write(handle -> handle.createUpdate("DELETE FROM sallyport_client WHERE id = :id")
                                .bind("id", id)
                                .execute()
                        == 1);
    }

    /** Sorted, with one space between: names of grants have none. */
    /** In the words of {@link ScopeText}, for the same reason. */
    private static String grants(@Nullable Set<String> grants) {
        if (grants == null) {
            return ScopeText.ALL;
        }
        return grants.isEmpty() ? ScopeText.NONE : String.join(" ", new TreeSet<>(grants));
    }

    private static @Nullable Set<String> grants(@Nullable String text) {
        if (ScopeText.ALL.equals(text)) {
            return null;
        }
        return text == null || text.isEmpty() || text.equals(ScopeText.NONE) ? Set.of() : Set.of(text.split(" ", -1));
    }

    private static String line(Client.StoredSecret secret) {
        Long end = Micros.ofNullable(secret.expiresAt());
        return secret.digest().hex() + " " + Micros.of(secret.createdAt()) + (end == null ? "" : " " + end);
    }

    private static Client.StoredSecret secret(String line) {
        List<String> parts = List.of(line.split(" ", -1));
        return new Client.StoredSecret(
                SecretDigest.ofHex(parts.get(0)),
                Micros.instant(Long.parseLong(parts.get(1))),
                parts.size() < 3 ? null : Micros.instant(Long.parseLong(parts.get(2))));
    }

    private static Client read(ResultSet row) throws SQLException {
        return new Client(
                row.getString("id"),
                row.getString("type"),
                row.getString("name"),
                row.getString("tenant"),
                Cell.read(row, "scopes", "id", ScopeSet::parseUnion),
                grants(row.getString("grants")),
                Cell.read(row, "secrets", "id", Lines::readList).stream()
                        .map(ClientTable::secret)
                        .toList(),
                Micros.read(row, "created_at"),
                Micros.readNullable(row, "disabled_at"),
                row.getString("audience"));
    }
}

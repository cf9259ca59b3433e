package dev.sallyport.store.jdbc;

import dev.sallyport.page.Page;
import dev.sallyport.tenant.ServiceAccount;
import dev.sallyport.tenant.ServiceAccountQuery;
import dev.sallyport.tenant.ServiceAccountStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.Update;

/** {@code sallyport_service_account}. */
final class ServiceAccountTable implements ServiceAccountStore {
    private static final String INSERT = """
            INSERT INTO sallyport_service_account (id, name, tenant, roles, enabled, created_by, created_at, version)
            VALUES (:id, :name, :tenant, :roles, :enabled, :createdBy, :createdAt, :version)
            """;

    private static final String UPDATE = """
            UPDATE sallyport_service_account SET name = :name, roles = :roles, enabled = :enabled, version = :version
            WHERE id = :id AND version = :version - 1
            """;

    private final JdbcTransactions transactions;

    ServiceAccountTable(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void insert(ServiceAccount account) {
        transactions.write(handle -> bindChangeable(handle.createUpdate(INSERT), account)
                .bind("tenant", account.tenant())
                .bind("createdBy", account.createdBy())
                .bind("createdAt", Micros.of(account.createdAt()))
                .execute());
    }

    @Override
    public boolean update(ServiceAccount account) {
        return transactions.write(
                handle -> bindChangeable(handle.createUpdate(UPDATE), account).execute() == 1);
    }

    private static Update bindChangeable(Update update, ServiceAccount account) {
        return update.bind("id", account.id())
                .bind("name", account.name())
                .bind("roles", Lines.of(account.roles().stream().sorted().toList()))
                .bind("enabled", account.enabled())
                .bind("version", account.version());
    }

    @Override
    public Optional<ServiceAccount> findById(String id) {
        if (!transactions.canHold(id)) {
            return Optional.empty();
        }
        return transactions.read(handle -> handle.createQuery("SELECT * FROM sallyport_service_account WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne());
    }

    @Override
    public boolean delete(String id) {
        return transactions.canHold(id)
                && transactions.write(
                        handle -> handle.createUpdate("DELETE FROM sallyport_service_account WHERE id = :id")
                                        .bind("id", id)
                                        .execute()
                                == 1);
    }

    @Override
    public Page<ServiceAccount> list(ServiceAccountQuery query) {
        Lane lane = new Lane(transactions.dialect(), ServiceAccountQuery.NEWEST, "*", "sallyport_service_account", "id")
                .along("sallyport_service_account_tenant")
                .where("tenant", "tenant", query.tenant())
                .byNumber("created_at", true);
        return new KeysetPages(query.list(), query.after(), query.limit())
                .read(transactions, List.of(lane), ServiceAccountTable::read, query::placeOf);
    }

    @Override
    public int count(String tenant) {
        if (!transactions.canHold(tenant)) {
            return 0;
        }
        return transactions.read(
                handle -> handle.createQuery("SELECT COUNT(*) FROM sallyport_service_account WHERE tenant = :tenant")
                        .bind("tenant", tenant)
                        .mapTo(Integer.class)
                        .one());
    }

    private static ServiceAccount read(ResultSet row) throws SQLException {
        return new ServiceAccount(
                row.getString("id"),
                row.getString("name"),
                row.getString("tenant"),
                Set.copyOf(Cell.read(row, "roles", "id", Lines::readList)),
                row.getBoolean("enabled"),
                row.getString("created_by"),
                Micros.read(row, "created_at"),
                row.getLong("version"));
    }
}

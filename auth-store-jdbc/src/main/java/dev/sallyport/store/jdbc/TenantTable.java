package dev.sallyport.store.jdbc;

import dev.sallyport.tenant.TenantStore;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code sallyport_tenant}, which has a row for each disabled tenant. */
final class TenantTable implements TenantStore {
    private final JdbcTransactions transactions;

    TenantTable(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<Instant> disabledAt(String tenant) {
        if (!transactions.canHold(tenant)) {
            return Optional.empty();
        }
        return transactions.read(handle -> handle.createQuery("SELECT disabled_at FROM sallyport_tenant WHERE id = :id")
                .bind("id", tenant)
                .map((row, context) -> Micros.read(row, "disabled_at"))
                .findOne());
    }

    @Override
    public void setDisabled(String tenant, @Nullable Instant at) {
        transactions.inTransaction(transaction -> {
            int deleted =
                    transactions.write(handle -> handle.createUpdate("DELETE FROM sallyport_tenant WHERE id = :id")
                            .bind("id", tenant)
                            .execute());
            return at == null
                    ? deleted
                    : transactions.write(handle -> handle.createUpdate(
                                    "INSERT INTO sallyport_tenant (id, disabled_at) VALUES (:id, :at)")
                            .bind("id", tenant)
                            .bind("at", Micros.of(at))
                            .execute());
        });
    }
}

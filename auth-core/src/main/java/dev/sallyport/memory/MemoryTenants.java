package dev.sallyport.memory;

import dev.sallyport.tenant.TenantStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Disabled tenants by id. */
final class MemoryTenants implements TenantStore {
    private final MemoryTransactions transactions;
    private final Table<String, Instant> table;

    MemoryTenants(MemoryTransactions transactions) {
        this.transactions = transactions;
        this.table = transactions.table(List.of());
    }

    @Override
    public Optional<Instant> disabledAt(String tenant) {
        return table.read(rows -> Optional.ofNullable(rows.get(tenant)));
    }

    @Override
    public void setDisabled(String tenant, @Nullable Instant at) {
        transactions.write(() -> {
            table.set(tenant, at);
            return true;
        });
    }
}

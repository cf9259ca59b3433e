package dev.sallyport.memory;

import dev.sallyport.change.StoreException;
import dev.sallyport.page.Page;
import dev.sallyport.page.Place;
import dev.sallyport.tenant.ServiceAccount;
import dev.sallyport.tenant.ServiceAccountQuery;
import dev.sallyport.tenant.ServiceAccountStore;
import java.util.List;
import java.util.Optional;

/** Service accounts by id. */
final class MemoryServiceAccounts implements ServiceAccountStore {
    private final MemoryTransactions transactions;
    private final Table<String, ServiceAccount> table;

    MemoryServiceAccounts(MemoryTransactions transactions) {
        this.transactions = transactions;
        this.table = transactions.table(List.of());
    }

    @Override
    public void insert(ServiceAccount account) {
        transactions.write(() -> {
            if (findById(account.id()).isPresent()) {
                throw new StoreException("A service account with that id is there already");
            }
            table.set(account.id(), account);
            return true;
        });
    }

    @Override
    public Optional<ServiceAccount> findById(String id) {
        return table.read(rows -> Optional.ofNullable(rows.get(id)));
    }

    @Override
    public boolean update(ServiceAccount account) {
        return transactions.write(() -> {
            Optional<ServiceAccount> kept =
                    findById(account.id()).filter(old -> old.version() == account.version() - 1);
            kept.ifPresent(old -> table.set(
                    old.id(),
                    old.withName(account.name())
                            .withRoles(account.roles())
                            .withEnabled(account.enabled())
                            .withVersion(account.version())));
            return kept.isPresent();
        });
    }

    @Override
    public boolean delete(String id) {
        return transactions.write(() -> {
            boolean there = findById(id).isPresent();
            table.set(id, null);
            return there;
        });
    }

    @Override
    public Page<ServiceAccount> list(ServiceAccountQuery query) {
        return table.read(rows -> Pages.of(
                rows.all().stream(),
                query::placeOf,
                Place.ORDER.reversed(),
                query.list(),
                query.after(),
                query.limit()));
    }

    @Override
    public int count(String tenant) {
        return table.read(rows -> (int) rows.all().stream()
                .filter(account -> account.tenant().equals(tenant))
                .count());
    }
}

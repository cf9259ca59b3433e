package dev.sallyport.memory;

import dev.sallyport.change.StoreException;
import dev.sallyport.client.Client;
import dev.sallyport.client.ClientQuery;
import dev.sallyport.client.ClientStore;
import dev.sallyport.page.Page;
import dev.sallyport.page.Place;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Clients by id. */
final class MemoryClients implements ClientStore {
    private final MemoryTransactions transactions;
    private final Table<String, Client> table;

    MemoryClients(MemoryTransactions transactions) {
        this.transactions = transactions;
        this.table = transactions.table(List.of());
    }

    @Override
    public void insert(Client client) {
        transactions.write(() -> {
            if (find(client.id()).isPresent()) {
                throw new StoreException("A client with that id is there already");
            }
            table.set(client.id(), client);
            return true;
        });
    }

    @Override
    public Optional<Client> find(String id) {
        return table.read(rows -> Optional.ofNullable(rows.get(id)));
    }

    @Override
    public List<Client> list(String audience, int max) {
        return table.read(rows -> rows.all().stream()
                .filter(client -> audience.equals(client.audience()))
                .sorted(Comparator.comparing(Client::id))
                .limit(max)
                .toList());
    }

    @Override
    public Page<Client> list(ClientQuery query) {
        query.requireAudience();
        return table.read(rows ->
                Pages.of(rows.all().stream(), query::placeOf, Place.ORDER, query.list(), query.after(), query.limit()));
    }

    @Override
    public boolean update(Client client) {
        return transactions.write(() -> {
            Optional<Client> kept = find(client.id());
            kept.ifPresent(old -> table.set(
                    old.id(),
                    new Client(
                            old.id(),
                            old.type(),
                            client.name(),
                            old.tenant(),
                            client.scopes(),
                            client.grants(),
                            client.secrets(),
                            old.createdAt(),
                            client.disabledAt(),
                            old.audience())));
            return kept.isPresent();
        });
    }

    @Override
    public boolean delete(String id) {
        return transactions.write(() -> {
            boolean there = find(id).isPresent();
            table.set(id, null);
            return there;
        });
    }
}

package dev.sallyport.token;

import dev.sallyport.change.Change;
import dev.sallyport.change.StoreException;
import dev.sallyport.change.Transaction;
import dev.sallyport.change.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** A store of signing keys for tests: one lock, counted reads, and it can be made to fail. Safe for use by many threads. */
public final class KeysInMemory implements SigningKeyStore, Transactions {
    private final List<StoredSigningKey> rows = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private int reads;
    private boolean failing;

    private final InstantSource clock;

    public KeysInMemory(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public synchronized List<StoredSigningKey> findAll() {
        reads++;
        if (failing) {
            throw new StoreException("The store is down");
        }
        return List.copyOf(rows);
    }

    @Override
    public synchronized boolean insert(StoredSigningKey key) {
        if (rows.stream().anyMatch(row -> row.kid().equals(key.kid()) || row.period() == key.period())) {
            return false;
        }
        rows.add(key);
        rows.sort(Comparator.comparingLong(StoredSigningKey::period));
        return true;
    }

    @Override
    public synchronized boolean delete(String kid) {
        return rows.removeIf(row -> row.kid().equals(kid));
    }

    @Override
    public synchronized <T> T inTransaction(Function<Transaction, T> work) {
        List<StoredSigningKey> before = List.copyOf(rows);
        List<Change> recorded = new ArrayList<>();
        List<String> locks = new ArrayList<>();
        try {
            T result = work.apply(new Transaction() {
                @Override
                public void lock(String name) {
                    locks.add(name);
                }

                @Override
                public void changed(Change change) {
                    recorded.add(change);
                }
            });
            if (!locks.equals(List.of("signing-keys"))) {
                throw new IllegalStateException("The transaction held the locks " + locks);
            }
            changes.addAll(recorded);
            return result;
        } catch (RuntimeException e) {
            rows.clear();
            rows.addAll(before);
            throw e;
        }
    }

    public synchronized int reads() {
        return reads;
    }

    public synchronized List<Change> changes() {
        return List.copyOf(changes);
    }

    public synchronized void fail(boolean fail) {
        failing = fail;
    }
}

package dev.sallyport.memory;

import dev.sallyport.user.AttemptStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Attempts by slot: at most {@value #SLOTS} rows. */
final class MemoryAttempts implements AttemptStore {
    private final MemoryTransactions transactions;
    private final Table<Integer, Attempts> table;

    MemoryAttempts(MemoryTransactions transactions) {
        this.transactions = transactions;
        this.table = transactions.table(List.of());
    }

    @Override
    public List<Integer> increment(List<Integer> slots, Instant now, Duration window) {
        slots.forEach(MemoryAttempts::requireSlot);
        return transactions.write(
                () -> slots.stream().map(slot -> increment(slot, now, window)).toList());
    }

    @Override
    public Optional<Attempts> find(int slot) {
        requireSlot(slot);
        return table.read(rows -> Optional.ofNullable(rows.get(slot)));
    }

    @Override
    public void reset(List<Integer> slots) {
        slots.forEach(MemoryAttempts::requireSlot);
        transactions.write(() -> {
            slots.forEach(slot -> table.set(slot, null));
            return true;
        });
    }

    @Override
    public void takeBack(List<Integer> slots, Instant counted) {
        slots.forEach(MemoryAttempts::requireSlot);
        transactions.write(() -> {
            slots.forEach(slot -> table.read(rows -> Optional.ofNullable(rows.get(slot)))
                    .filter(attempts -> !attempts.windowStart().isAfter(counted))
                    .ifPresent(attempts -> table.set(
                            slot,
                            attempts.count() == 1
                                    ? null
                                    : new Attempts(attempts.windowStart(), attempts.count() - 1))));
            return true;
        });
    }

    private int increment(int slot, Instant now, Duration window) {
        Attempts after = table.read(rows -> Optional.ofNullable(rows.get(slot)))
                .filter(attempts -> attempts.windowStart().plus(window).isAfter(now))
                .map(attempts -> new Attempts(earlier(attempts.windowStart(), now), attempts.count() + 1))
                .orElseGet(() -> new Attempts(now, 1));
        table.set(slot, after);
        return after.count();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static void requireSlot(int slot) {
        if (slot < 0 || slot >= SLOTS) {
            throw new IllegalArgumentException("Attempt slots go from 0 to " + (SLOTS - 1) + ", not " + slot);
        }
    }
}

package dev.sallyport.store.jdbc;

import dev.sallyport.user.AttemptStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/**
 * {@code sallyport_attempt}. Rows are made when first needed and never removed, so an UPDATE that found none needs no more than
 * one INSERT, by whomever, to find one. Slots are taken in ascending order, so that no two calls wait for each other.
 */
final class AttemptTable implements AttemptStore {
    private static final String INCREMENT = """
            UPDATE sallyport_attempt SET
                attempts = CASE WHEN window_start <= :earliest THEN 1 ELSE attempts + 1 END,
                window_start = CASE WHEN window_start <= :earliest OR window_start > :now THEN :now ELSE window_start END
            WHERE slot = :slot
            """;

    /** A window that began in the distant past: the next increment starts a new one. */
    private static final long LONG_AGO = Long.MIN_VALUE;

    private final JdbcTransactions transactions;

    AttemptTable(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<Integer> increment(List<Integer> slots, Instant now, Duration window) {
        slots.forEach(AttemptTable::requireSlot);
        return transactions.inTransaction(transaction -> {
            Integer[] counts = new Integer[slots.size()];
            IntStream.range(0, slots.size())
                    .boxed()
                    .sorted(Comparator.comparing(slots::get))
                    .forEach(i -> counts[i] = increment(slots.get(i), now, window));
            return Arrays.asList(counts);
        });
    }

    @Override
    public Optional<Attempts> find(int slot) {
        requireSlot(slot);
        return transactions.read(handle -> handle.createQuery("""
                        SELECT window_start, attempts FROM sallyport_attempt WHERE slot = :slot AND attempts > 0
                        """)
                .bind("slot", slot)
                .map((row, context) -> new Attempts(Micros.read(row, "window_start"), row.getInt("attempts")))
                .findOne());
    }

    @Override
    public void reset(List<Integer> slots) {
        slots.forEach(AttemptTable::requireSlot);
        transactions.write(handle -> {
            slots.stream()
                    .distinct()
                    .sorted()
                    .forEach(slot -> handle.createUpdate(
                                    "UPDATE sallyport_attempt SET attempts = 0, window_start = :longAgo WHERE slot = :slot")
                            .bind("longAgo", LONG_AGO)
                            .bind("slot", slot)
                            .execute());
            return true;
        });
    }

    @Override
    public void takeBack(List<Integer> slots, Instant counted) {
        slots.forEach(AttemptTable::requireSlot);
        transactions.write(handle -> {
            slots.stream()
                    .sorted()
                    .forEach(slot -> handle.createUpdate("""
                            UPDATE sallyport_attempt SET attempts = attempts - 1
                            WHERE slot = :slot AND attempts > 0 AND window_start <= :counted
                            """)
                            .bind("slot", slot)
                            .bind("counted", Micros.of(counted))
                            .execute());
            return true;
        });
    }

    private int increment(int slot, Instant now, Duration window) {
        if (!transactions.write(handle -> update(handle, slot, now, window))) {
            // When another one inserts it at the same time this waits for them and meets a duplicate: the row is there
            // either way.
            transactions.writeUnlessDuplicate(handle -> insert(handle, slot));
            transactions.write(handle -> update(handle, slot, now, window));
        }
        return transactions.read(
                handle -> handle.createQuery("SELECT attempts FROM sallyport_attempt WHERE slot = :slot")
                        .bind("slot", slot)
                        .mapTo(Integer.class)
                        .one());
    }

    private static boolean update(Handle handle, int slot, Instant now, Duration window) {
        return handle.createUpdate(INCREMENT)
                        .bind("slot", slot)
                        .bind("now", Micros.of(now))
                        .bind("earliest", Micros.of(now.minus(window)))
                        .execute()
                == 1;
    }

    private static boolean insert(Handle handle, int slot) {
        return handle.createUpdate(
                                "INSERT INTO sallyport_attempt (slot, window_start, attempts) VALUES (:slot, :longAgo, 0)")
                        .bind("slot", slot)
                        .bind("longAgo", LONG_AGO)
                        .execute()
                == 1;
    }

    private static void requireSlot(int slot) {
        if (slot < 0 || slot >= SLOTS) {
            throw new IllegalArgumentException("Attempt slots go from 0 to " + (SLOTS - 1) + ", not " + slot);
        }
    }
}

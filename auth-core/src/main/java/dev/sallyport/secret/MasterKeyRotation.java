package dev.sallyport.secret;

import dev.sallyport.change.Transactions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How everything that is sealed gets from the previous master key under the present one. It happens in the background, in small
 * batches, on one node at a time, and stops when nothing is left; {@link #remaining} says how far it is. Safe for use by many
 * threads.
 *
 * <p>A value is replaced only if it is still what was read, so no change that others make meanwhile is lost. The keys that the
 * application keeps for itself come last, after a pass that found nothing else: as they must open at every start, a master key
 * that is taken away too early is an error then, and no value that cannot be read later.
 *
 * <p>See decision 0045.
 */
public final class MasterKeyRotation {
    private static final Logger LOG = System.getLogger(MasterKeyRotation.class.getName());
    private static final String LOCK = "master-key-rotation";
    private static final int BATCH = 100;
    private static final SealedKind[] KINDS = SealedKind.values();

    /** A node that has not got the new key yet may write under the old one once more. */
    private static final Duration BETWEEN_PASSES = Duration.ofMinutes(10);

    private final VaultStore store;
    private final Transactions transactions;
    private final Vault vault;
    private final InstantSource clock;
    private Pass pass = new Pass();
    private @Nullable Instant nextPass;

    public MasterKeyRotation(VaultStore store, Transactions transactions, Vault vault, InstantSource clock) {
        this.store = store;
        this.transactions = transactions;
        this.vault = vault;
        this.clock = clock;
    }

    /** One way through all that is sealed. */
    private static final class Pass {
        private int kind;
        private String after = "";
        private long moved;
        private long stuck;
    }

    private record Batch(long moved, long stuck, @Nullable String next) {}

    /**
     * How many values are under which master key, by its id as {@code MasterKey} shows it; an empty id stands for what cannot be
     * read. It looks through everything that is sealed, page by page, so it takes a while where there is much.
     *
     * @throws dev.sallyport.change.StoreException when the backend fails
     */
    public Map<String, Long> valuesByMasterKey() {
        Map<String, Long> counts = new TreeMap<>();
        for (SealedKind kind : KINDS) {
            String after = "";
            while (after != null) {
                VaultStore.Page page = store.page(kind, after, BATCH);
                page.values().forEach(value -> counts.merge(Vault.masterKeyIdOf(value.sealed()), 1L, Long::sum));
                after = page.next();
            }
        }
        return counts;
    }

    /**
     * How many values are still under the previous master key. When it is 0 on a node, and all nodes have the present key, the
     * previous one can be taken away.
     *
     * @throws dev.sallyport.change.StoreException when the backend fails
     */
    public long remaining() {
        return vault.previousMasterKeyId()
                .map(id -> valuesByMasterKey().getOrDefault(id, 0L))
                .orElse(0L);
    }

    /**
     * Does at once what the background does by and by.
     *
     * @return how many values were sealed anew
     * @throws dev.sallyport.change.StoreException when the backend fails; what was done stays done
     */
    public synchronized long run() {
        pass = new Pass();
        nextPass = null;
        long moved = 0;
        while (nextPass == null && isUnderWay()) {
            moved += step();
        }
        return moved;
    }

    /** Tells whether there is a previous master key. */
    public boolean isUnderWay() {
        return vault.previousMasterKeyId().isPresent();
    }

    /** Not after the clock was set back by more than the rest is long. */
    private boolean isResting(Instant now) {
        return nextPass != null && now.isBefore(nextPass) && !nextPass.isAfter(now.plus(BETWEEN_PASSES));
    }

    /** One batch, if there is anything to do; answers how many values were sealed anew. */
    public synchronized long step() {
        if (!isUnderWay() || isResting(clock.instant())) {
            return 0;
        }
        nextPass = null;
        SealedKind kind = KINDS[pass.kind];
        Batch batch = transactions.inTransaction(transaction -> {
            transaction.lock(LOCK);
            return seal(kind, store.page(kind, pass.after, BATCH));
        });
        pass.moved += batch.moved;
        pass.stuck += batch.stuck;
        if (batch.next != null) {
            pass.after = batch.next;
        } else {
            pass.kind++;
            pass.after = "";
            endPass();
        }
        return batch.moved;
    }

    private Batch seal(SealedKind kind, VaultStore.Page page) {
        long moved = 0;
        long stuck = 0;
        for (VaultStore.Value value : page.values()) {
            try {
                Optional<Sealed> sealed = vault.resealed(kind, value.row(), value.sealed());
                moved += sealed.isPresent() && store.replace(kind, value.row(), value.sealed(), sealed.get()) ? 1 : 0;
            } catch (VaultException e) {
                LOG.log(Level.WARNING, "A value stays under the previous master key: {0}", e.getMessage());
                stuck++;
            }
        }
        return new Batch(moved, stuck, page.next());
    }

    private void endPass() {
        String previous = vault.previousMasterKeyId().orElseThrow();
        boolean beforeLast = pass.kind == KINDS.length - 1;
        if (beforeLast && pass.moved > 0) {
            pass = new Pass();
        } else if (beforeLast && pass.stuck > 0) {
            LOG.log(
                    Level.WARNING,
                    "{0} values cannot be opened and stay under the master key {1}, which is still needed:"
                            + " restore or delete those rows",
                    pass.stuck,
                    previous);
            rest();
        } else if (pass.kind == KINDS.length) {
            LOG.log(
                    Level.INFO,
                    "Nothing is sealed under the master key {0} any more; when all nodes have {1}, take it away",
                    previous,
                    vault.masterKeyId());
            rest();
        }
    }

    private void rest() {
        pass = new Pass();
        nextPass = clock.instant().plus(BETWEEN_PASSES);
    }
}

package dev.sallyport.user;

import dev.sallyport.change.StoreException;
import dev.sallyport.secret.SealedKind;
import dev.sallyport.secret.Vault;
import dev.sallyport.secret.VaultException;
import dev.sallyport.secret.VaultStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the imported password hash that takes longest of all that were ever stored, so that failed logins are answered no
 * sooner than it is computed: an account with such a hash looks like the others and like an unknown name. Kept, sealed, beside
 * the kept keys, on every node and after a restart; another node's import is seen within a second. Safe for use by many threads.
 */
public final class SlowestHash {
    private static final String NAME = "slowest imported hash";
    private static final String NONE = "none";
    private static final int PAGE = 1_000;
    private static final long BETWEEN_READS_MILLIS = 1_000;

    /** Beyond the hash itself: reads, writes, and what else runs on the machine. */
    private static final Duration ROOM = Duration.ofMillis(50);

    private final VaultStore kept;
    private final Vault vault;
    private final InstantSource clock;
    private final AtomicReference<Seen> seen = new AtomicReference<>(new Seen(null, "", Duration.ZERO, Long.MIN_VALUE));

    /** What was read last, and what it means on this machine. */
    private record Seen(@Nullable String sealed, String work, Duration longest, long atMillis) {}

    /** Opens what is kept; where nothing is yet, goes through all users once. */
    public SlowestHash(VaultStore kept, Vault vault, UserStore users, InstantSource clock) {
        this.kept = kept;
        this.vault = vault;
        this.clock = clock;
        Seen first = read();
        if (first.work().isEmpty()) {
            String slowest = slowestOf(users).map(HashWork::text).orElse(NONE);
            // Where another node was faster, it went through the same users.
            write(first, slowest);
            read();
        }
    }

    private static Optional<HashWork> slowestOf(UserStore users) {
        Optional<HashWork> slowest = Optional.empty();
        String after = "";
        for (List<StoredUser> page = users.list(after, PAGE); !page.isEmpty(); page = users.list(after, PAGE)) {
            for (StoredUser user : page) {
                Optional<HashWork> work = PasswordHashes.workOf(user.passwordHash());
                if (work.isPresent()
                        && slowest.filter(most -> !isSlower(work.get(), most)).isEmpty()) {
                    slowest = work;
                }
            }
            after = page.get(page.size() - 1).user().id();
        }
        return slowest;
    }

    private static boolean isSlower(HashWork one, HashWork other) {
        return one.algorithm() == other.algorithm()
                ? one.rounds() > other.rounds()
                : one.measure().compareTo(other.measure()) > 0;
    }

    /**
     * A hash of that kind is about to be stored.
     *
     * @throws StoreException when the backend fails, or others note hashes all the time
     */
    void note(HashWork work) {
        for (int i = 0; i < 10; i++) {
            Seen now = read();
            if (!now.work().equals(NONE) && !now.work().isEmpty() && !isSlower(work, HashWork.parse(now.work()))) {
                return;
            }
            if (write(now, work.text())) {
                read();
                return;
            }
        }
        throw new StoreException("The slowest imported hash was changed by others again and again; try again");
    }

    /** How long a failed login takes at least; zero when no hash was imported. */
    Duration longest() {
        Seen last = seen.get();
        return Math.abs(clock.millis() - last.atMillis()) < BETWEEN_READS_MILLIS ? last.longest() : read().longest();
    }

    private Seen read() {
        long now = clock.millis();
        Seen last = seen.get();
        String sealed = kept.findKept(NAME).orElse(null);
        String work = sealed == null ? "" : sealed.equals(last.sealed()) ? last.work() : open(sealed);
        Duration longest = work.equals(last.work()) ? last.longest() : timeOf(work);
        Seen next = new Seen(sealed, work, longest, now);
        seen.set(next);
        return next;
    }

    private static Duration timeOf(String work) {
        if (work.isEmpty() || work.equals(NONE)) {
            return Duration.ZERO;
        }
        Duration measured = HashWork.parse(work).measure();
        return measured.plus(measured.dividedBy(2)).plus(ROOM);
    }

    /** @return false when it is no longer what was read */
    private boolean write(Seen before, String work) {
        String sealed = vault.seal(SealedKind.KEPT_KEY, NAME, work.getBytes(StandardCharsets.UTF_8));
        return before.sealed() == null
                ? kept.insertKept(NAME, sealed)
                : kept.replace(SealedKind.KEPT_KEY, NAME, before.sealed(), sealed);
    }

    private String open(String sealed) {
        try {
            return new String(vault.open(SealedKind.KEPT_KEY, NAME, sealed), StandardCharsets.UTF_8);
        } catch (VaultException e) {
            // Of a master key that is lost: as if there were none.
            return "";
        }
    }
}

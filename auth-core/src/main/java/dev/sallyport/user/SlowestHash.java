package dev.sallyport.user;

import dev.sallyport.change.StoreException;
import dev.sallyport.secret.Sealed;
import dev.sallyport.secret.SealedKind;
import dev.sallyport.secret.Vault;
import dev.sallyport.secret.VaultException;
import dev.sallyport.secret.VaultStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the imported password hashes that take longest, of each algorithm, of all that were ever stored, so that failed logins are answered no
 * sooner than it is computed: an account with such a hash looks like the others and like an unknown name. Kept, sealed, beside
 * the kept keys, on every node and after a restart; another node's import is seen within a second. Safe for use by many threads.
 */
final class SlowestHash {
    private static final String NAME = "slowest imported hash";
    private static final int PAGE = 1_000;
    private static final long BETWEEN_READS_MILLIS = 1_000;

    /** Beyond the hash itself: reads, writes, and what else runs on the machine. */
    private static final Duration ROOM = Duration.ofMillis(50);

    private final VaultStore kept;
    private final Vault vault;
    private final InstantSource clock;
    private final Map<HashWork, Duration> measured = new ConcurrentHashMap<>();
    private volatile Seen seen = new Seen(null, null, Duration.ZERO, Long.MIN_VALUE / 2);

    /**
     * What was read last, and what it means on this machine.
     *
     * @param sealed null when nothing is kept
     * @param work the most of each algorithm; null when nothing is kept, or nobody can open it
     */
    private record Seen(
            @Nullable Sealed sealed, @Nullable Map<HashWork.Algorithm, Long> work, Duration longest, long atMillis) {}

    /** Opens what is kept; where nothing is yet, goes through all users once. */
    SlowestHash(VaultStore kept, Vault vault, UserStore users, InstantSource clock) {
        this.kept = kept;
        this.vault = vault;
        this.clock = clock;
        Seen first = read();
        if (first.work() == null) {
            // Where another node was faster, it went through the same users.
            write(first, slowestOf(users));
            read();
        }
    }

    private static Map<HashWork.Algorithm, Long> slowestOf(UserStore users) {
        Map<HashWork.Algorithm, Long> slowest = new EnumMap<>(HashWork.Algorithm.class);
        String after = "";
        for (List<StoredUser> page = users.list(after, PAGE); !page.isEmpty(); page = users.list(after, PAGE)) {
            page.forEach(user -> PasswordHashes.workOf(user.passwordHash().reveal())
                    .ifPresent(work -> slowest.merge(work.algorithm(), work.rounds(), Math::max)));
            after = page.get(page.size() - 1).user().id();
        }
        return slowest;
    }

    /**
     * A hash of that kind is about to be stored.
     *
     * @throws StoreException when the backend fails, or others note hashes all the time
     */
    void note(HashWork work) {
        for (int i = 0; i < 10; i++) {
            Seen now = read();
            Map<HashWork.Algorithm, Long> most = new EnumMap<>(HashWork.Algorithm.class);
            most.putAll(Objects.requireNonNullElse(now.work(), Map.of()));
            if (work.rounds() <= most.getOrDefault(work.algorithm(), 0L)) {
                return;
            }
            most.put(work.algorithm(), work.rounds());
            if (write(now, most)) {
                read();
                return;
            }
        }
        throw new StoreException("The slowest imported hash was changed by others again and again; try again");
    }

    /** How long a failed login takes at least; zero when no hash was imported. */
    Duration longest() {
        Seen last = seen;
        return Math.abs(clock.millis() - last.atMillis()) < BETWEEN_READS_MILLIS ? last.longest() : read().longest();
    }

    private Seen read() {
        long now = clock.millis();
        Seen last = seen;
        Sealed sealed = kept.findKept(NAME).orElse(null);
        Map<HashWork.Algorithm, Long> work = sealed == null ? null : open(sealed);
        Duration longest = Objects.equals(work, last.work()) ? last.longest() : timeOf(work);
        Seen next = new Seen(sealed, work, longest, now);
        seen = next;
        return next;
    }

    private Duration timeOf(@Nullable Map<HashWork.Algorithm, Long> work) {
        return Objects.requireNonNullElse(work, Map.<HashWork.Algorithm, Long>of()).entrySet().stream()
                // Once for each: a step that changes by chance would tell when something was imported.
                .map(most -> measured.computeIfAbsent(new HashWork(most.getKey(), most.getValue()), HashWork::measure))
                .max(Duration::compareTo)
                .map(longest -> longest.plus(longest.dividedBy(2)).plus(ROOM))
                .orElse(Duration.ZERO);
    }

    /** @return false when it is no longer what was read */
    private boolean write(Seen before, Map<HashWork.Algorithm, Long> work) {
        String text = work.entrySet().stream()
                .map(most -> new HashWork(most.getKey(), most.getValue()).text())
                .collect(Collectors.joining(" "));
        Sealed sealed = vault.seal(SealedKind.KEPT_KEY, NAME, text.getBytes(StandardCharsets.UTF_8));
        return before.sealed() == null
                ? kept.insertKept(NAME, sealed)
                : kept.replace(SealedKind.KEPT_KEY, NAME, before.sealed(), sealed);
    }

    private @Nullable Map<HashWork.Algorithm, Long> open(Sealed sealed) {
        try {
            String text = new String(vault.open(SealedKind.KEPT_KEY, NAME, sealed), StandardCharsets.UTF_8);
            return text.isEmpty()
                    ? Map.of()
                    : Stream.of(text.split(" ", -1))
                            .map(HashWork::parse)
                            .collect(Collectors.toMap(HashWork::algorithm, HashWork::rounds));
        } catch (VaultException e) {
            // Of a master key that is lost: as if there were none.
            return null;
        }
    }
}

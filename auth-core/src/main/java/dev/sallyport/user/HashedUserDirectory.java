package dev.sallyport.user;

import dev.sallyport.secret.Secret;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A directory over the application's own table of users: a subclass says which row has an id and which has a login, and passwords
 * are verified here. A login that nobody has costs one row and one hash, like a wrong password. Safe for use by many threads
 * when {@link #rowById} and {@link #rowByLogin} are.
 *
 * <p>Hashes are read in the forms that {@link Users#importHashed} takes. How many are computed at a time is bounded by the {@link
 * HashingPolicy}; beyond it {@link HashingBusyException} is thrown, which is answered as "unavailable".
 */
public abstract class HashedUserDirectory implements UserDirectory {
    private final PasswordHashes hashes;
    private final BiPredicate<Secret, String> matcher;
    private final String sample;
    private final String nobody = UUID.randomUUID().toString();

    /**
     * A row of the application's table. Immutable.
     *
     * @param passwordHash empty for a user without a password, whom no password opens
     */
    public record Row(User user, Secret passwordHash) {}

    /** For rows with hashes that {@link #hash} made. */
    protected HashedUserDirectory() {
        this("", HashingPolicy.defaults());
    }

    /**
     * For rows with hashes that other software made. Where they are of several kinds, take one of the slowest, and override {@link
     * #longestCheck}.
     *
     * @param sampleHash of the kind that the rows have and of a password that nobody uses: what is compared for logins that nobody
     *     has
     * @throws IllegalArgumentException when it is no hash that can be verified; the message says which can
     * @throws IllegalStateException when Bouncy Castle is missing
     */
    protected HashedUserDirectory(String sampleHash, HashingPolicy policy) {
        this.hashes = new PasswordHashes(policy, new SecureRandom());
        this.matcher = (password, stored) -> hashes.verify(password, stored) != PasswordHashes.Match.NO;
        this.sample = sampleHash.isEmpty() ? "" : sample(sampleHash);
    }

    /** For tests: another comparison. */
    HashedUserDirectory(String sampleHash, BiPredicate<Secret, String> matcher) {
        this.hashes = new PasswordHashes(HashingPolicy.defaults(), new SecureRandom());
        this.matcher = matcher;
        this.sample = sampleHash;
    }

    private static String sample(String hash) {
        return ImportedHash.read(hash).orElseThrow(() -> new IllegalArgumentException(ImportedHash.FORMATS));
    }

    /** The row with this id; empty when there is none. What it throws is answered as "unavailable". */
    protected abstract Optional<Row> rowById(String id);

    /**
     * The row with this login; empty when there is none. What it throws is answered as "unavailable".
     *
     * @param loginOrEmail as typed; to be compared without regard to case
     */
    protected abstract Optional<Row> rowByLogin(String loginOrEmail);

    /**
     * A hash to keep, Argon2id as a PHC string with a fresh salt.
     *
     * @throws IllegalArgumentException when the password has more than {@link PasswordHashes#MAX_PASSWORD_BYTES} bytes or half of a
     *     surrogate pair
     * @throws HashingBusyException when too many hashes are under way
     */
    protected final Secret hash(Secret password) {
        return hashes.hash(password);
    }

    @Override
    public final Optional<User> findById(String id) {
        return rowById(id).map(Row::user);
    }

    @Override
    public final Optional<User> findByLogin(String loginOrEmail) {
        return rowByLogin(loginOrEmail).map(Row::user);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Reads one row and computes one hash, whoever logs in: for an unknown login the row of an id that nobody has, and the hash
     * of the sample.
     */
    @Override
    public final boolean passwordMatches(@Nullable User user, Secret password) {
        String stored = rowById(user == null ? nobody : user.id())
                .flatMap(row -> ImportedHash.read(row.passwordHash().reveal()))
                .orElse("");
        boolean same = matcher.test(password, stored.isEmpty() ? sample : stored);
        return same && user != null && !stored.isEmpty();
    }
}

package dev.sallyport.user;

import dev.sallyport.secret.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords with Argon2id (m = 19,456 KiB, t = 2, p = 1) and verifies those hashes, and the bcrypt, scrypt, PBKDF2 and
 * Argon2 hashes that other software wrote. Safe for use by many threads; how many work at a time is bounded.
 *
 * <p>A password is the UTF-8 bytes of its text as typed: nothing is trimmed, folded, normalised or cut off, so the same
 * letters composed another way are another password. Stored texts are parsed strictly, and one that asks for more than 256 MiB
 * or for minutes of work is refused before anything is allocated for it.
 */
public final class PasswordHashes {
    /** Passwords are at most this long, in UTF-8 bytes; a longer one matches nothing. */
    public static final int MAX_PASSWORD_BYTES = 1_024;

    /** What a verification found. */
    public enum Match {
        /** Another password, or a stored text that is no hash. */
        NO,
        YES,
        /** The password is right; its hash is of another algorithm or weaker than a new one would be. */
        YES_NEEDS_REHASH
    }

    private static final byte[] NOTHING = new byte[0];

    private final SecureRandom random;
    private final HashingSlots gate;
    private final PasswordHash decoy;
    private final @Nullable SlowestHash slowest;

    /** @throws IllegalStateException when Bouncy Castle is missing */
    public PasswordHashes(HashingPolicy policy, SecureRandom random) {
        this.random = random;
        this.slowest = null;
        this.gate = new HashingSlots(policy);
        try {
            this.decoy = Argon2Hash.decoy(random);
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    "Passwords need Bouncy Castle: add org.bouncycastle:bcprov-jdk18on to the application", e);
        }
    }

    private PasswordHashes(PasswordHashes other, SlowestHash slowest) {
        this.random = other.random;
        this.gate = other.gate;
        this.decoy = other.decoy;
        this.slowest = slowest;
    }

    /** The same, remembering how long imported hashes take. */
    PasswordHashes remembering(SlowestHash imported) {
        return new PasswordHashes(this, imported);
    }

    /** Before a hash that comes from elsewhere is stored. */
    void importing(String stored) {
        if (slowest != null) {
            workOf(stored).ifPresent(slowest::note);
        }
    }

    /** Number of hashes that are under way or wait. */
    int underWay() {
        return gate.inside();
    }

    /** How long a verification takes at most, with some room; zero where no hash was imported. */
    Duration longest() {
        return slowest == null ? Duration.ZERO : slowest.longest();
    }

    /**
     * A PHC string with a fresh salt.
     *
     * @throws IllegalArgumentException when the password has more than 1,024 bytes or half of a surrogate pair
     * @throws HashingBusyException when too many hashes are under way
     */
    public Secret hash(Secret password) {
        byte[] bytes = Utf8.encode(password.reveal(), MAX_PASSWORD_BYTES)
                .orElseThrow(() -> new IllegalArgumentException(
                        "A password is well-formed text of at most " + MAX_PASSWORD_BYTES + " bytes"));
        try {
            return Secret.of(gate.run(1, () -> Argon2Hash.create(bytes, random)));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * Tells whether this password has this hash. A stored text that is empty or not understood takes as long as a wrong password.
     *
     * @throws HashingBusyException when too many hashes are under way
     */
    public Match verify(Secret password, String stored) {
        Optional<byte[]> encoded = Utf8.encode(password.reveal(), MAX_PASSWORD_BYTES);
        Optional<PasswordHash> parsed = HashFormats.parse(stored);
        byte[] bytes = encoded.orElse(NOTHING);
        PasswordHash hash = parsed.orElse(decoy);
        try {
            boolean same = gate.run(Argon2Hash.weightOf(hash.memoryKib()), () -> hash.matches(bytes));
            if (!same || encoded.isEmpty() || parsed.isEmpty()) {
                return Match.NO;
            }
            return hash.isCurrent() ? Match.YES : Match.YES_NEEDS_REHASH;
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Tells whether this hash was made in another way than {@link #hash} makes them today. Computes nothing. */
    boolean isOutdated(String stored) {
        return HashFormats.parse(stored).filter(hash -> !hash.isCurrent()).isPresent();
    }

    /** How long it takes to verify that hash; empty where nothing is to be hidden, because it is verified like a new one. */
    static Optional<HashWork> workOf(String stored) {
        return HashFormats.parse(stored).filter(hash -> !hash.isNew()).map(PasswordHash::work);
    }

    /** Tells whether {@link #verify} can do something with this text. Computes nothing. */
    public boolean understands(String stored) {
        return HashFormats.parse(stored).isPresent();
    }
}

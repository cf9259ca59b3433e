package dev.sallyport.user;

import java.util.Optional;

/** A stored password hash, parsed and found to be within bounds; nothing large was allocated for it yet. Immutable. */
sealed interface PasswordHash permits Argon2Hash, BcryptHash, ScryptHash, Pbkdf2Hash {
    /** Longer texts are no hash. */
    int MAX_TEXT = 512;

    /** What a single hash may ask for: beyond it a stored text could take the machine's memory. */
    int MAX_MEMORY_KIB = 256 * 1024;

    /** Empty for a format that is not known, is not spelled strictly, or asks for more work than is allowed. */
    static Optional<PasswordHash> parse(String stored) {
        if (stored.length() > MAX_TEXT) {
            return Optional.empty();
        }
        if (stored.startsWith("$argon2")) {
            return Argon2Hash.parse(stored).map(PasswordHash.class::cast);
        }
        if (stored.startsWith("$2") || stored.startsWith(BcryptHash.SHA256)) {
            return BcryptHash.parse(stored).map(PasswordHash.class::cast);
        }
        if (stored.startsWith("$scrypt$")) {
            return ScryptHash.parse(stored).map(PasswordHash.class::cast);
        }
        return Pbkdf2Hash.parse(stored).map(PasswordHash.class::cast);
    }

    /** Computes the hash of the password anew and compares in constant time. */
    boolean matches(byte[] password);

    /** Tells whether it is what would be written today, or stronger. */
    boolean isCurrent();

    /** Tells whether it costs exactly what one that is written today costs. */
    default boolean isNew() {
        return false;
    }

    /** What decides how long {@link #matches} takes. */
    HashWork work();

    /** What {@link #matches} allocates, in KiB. */
    int memoryKib();
}

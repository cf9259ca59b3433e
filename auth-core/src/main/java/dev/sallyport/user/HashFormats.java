package dev.sallyport.user;

import java.util.Optional;

/** Tells by its beginning in which format a password hash is stored: the one place that knows them all. */
final class HashFormats {
    /** Longer texts are no hash. */
    static final int MAX_TEXT = 512;

    private HashFormats() {}

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
}

package dev.sallyport.user;

import java.util.Optional;

/** Recognizes the format of a stored password hash by its beginning; the only class that knows all formats. */
final class HashFormats {
    /** Maximum length of a stored hash. */
    static final int MAX_TEXT = 512;

    private HashFormats() {}

    /** Parses a stored hash; empty when its format is unknown or its spelling is not strict, or it demands more work than allowed. */
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

package dev.sallyport.user;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * bcrypt as other software wrote it: {@code $2a$}, {@code $2b$}, {@code $2y$}. Verified, never written.
 *
 * <p>bcrypt looks at 72 bytes and ends the password with a zero byte. A longer password, or one with a zero byte inside, would
 * share its hash with others, so neither matches any hash: who has one sets a new password.
 */
final class BcryptHash implements PasswordHash {
    private static final int MAX_PASSWORD_BYTES = 72;

    /** Cost 15 takes two seconds or so; each step doubles it. */
    private static final int MAX_COST = 15;

    /** The cipher's key schedule and boxes. */
    private static final int MEMORY_KIB = 5;

    private static final Pattern FORMAT = Pattern.compile("\\$2[aby]\\$(0[4-9]|[1-3][0-9])\\$[./A-Za-z0-9]{53}");

    /** Before a hash of the password's SHA-256 in hex, as Django makes them: there the length of the password does not matter. */
    static final String SHA256 = "bcrypt_sha256$";

    private final String text;
    private final boolean ofDigest;

    private BcryptHash(String text, boolean ofDigest) {
        this.text = text;
        this.ofDigest = ofDigest;
    }

    static Optional<BcryptHash> parse(String text) {
        boolean ofDigest = text.startsWith(SHA256);
        String hash = ofDigest ? text.substring(SHA256.length()) : text;
        Matcher matcher = FORMAT.matcher(hash);
        return matcher.matches() && Integer.parseInt(matcher.group(1)) <= MAX_COST
                ? Optional.of(new BcryptHash(hash, ofDigest))
                : Optional.empty();
    }

    @Override
    public boolean matches(byte[] secret) {
        byte[] password = ofDigest ? hexDigest(secret) : secret;
        // The work is done for a password that cannot match, too: the time must not tell.
        boolean same = OpenBSDBCrypt.checkPassword(text, password);
        return same && password.length <= MAX_PASSWORD_BYTES && !hasZero(password);
    }

    private static byte[] hexDigest(byte[] secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret);
            return HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must have SHA-256", e);
        }
    }

    private static boolean hasZero(byte[] password) {
        for (byte b : password) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean isCurrent() {
        return false;
    }

    @Override
    public HashWork work() {
        return new HashWork(HashWork.Algorithm.BCRYPT, 1L << Integer.parseInt(text.substring(4, 6)));
    }

    @Override
    public int memoryKib() {
        return MEMORY_KIB;
    }
}

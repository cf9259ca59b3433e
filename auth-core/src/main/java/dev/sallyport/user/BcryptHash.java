package dev.sallyport.user;

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

    private final String text;

    private BcryptHash(String text) {
        this.text = text;
    }

    static Optional<BcryptHash> parse(String text) {
        Matcher matcher = FORMAT.matcher(text);
        return matcher.matches() && Integer.parseInt(matcher.group(1)) <= MAX_COST
                ? Optional.of(new BcryptHash(text))
                : Optional.empty();
    }

    @Override
    public boolean matches(byte[] password) {
        // The work is done for a password that cannot match, too: the time must not tell.
        boolean same = OpenBSDBCrypt.checkPassword(text, password);
        return same && password.length <= MAX_PASSWORD_BYTES && !hasZero(password);
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
    public int memoryKib() {
        return MEMORY_KIB;
    }
}

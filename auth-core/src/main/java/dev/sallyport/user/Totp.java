package dev.sallyport.user;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Time-based one-time passwords (RFC 6238): six digits from HMAC-SHA-1 and steps of 30 seconds, which is what authenticator apps
 * can do. Which steps were used already is not known here.
 */
final class Totp {
    static final int DIGITS = 6;
    static final int STEP_SECONDS = 30;
    /** How far a clock may be wrong, in steps to either side. */
    private static final int WINDOW = 1;

    private static final int MODULUS = 1_000_000;
    private static final String ALGORITHM = "HmacSHA1";

    private Totp() {}

    static long stepAt(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
    }

    /** HOTP (RFC 4226 §5.3) with the step as its counter. */
    static String code(byte[] seed, long step) {
        byte[] hash;
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(seed, ALGORITHM));
            hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform must have " + ALGORITHM, e);
        }
        int offset = hash[hash.length - 1] & 0xF;
        int number = ByteBuffer.wrap(hash).getInt(offset) & 0x7FFF_FFFF;
        return String.format(Locale.ROOT, "%0" + DIGITS + "d", number % MODULUS);
    }

    /** The step that the code is of, among the present one and its neighbours; empty when it is of none. */
    static OptionalLong stepOf(String code, byte[] seed, Instant now) {
        OptionalLong found = OptionalLong.empty();
        long present = stepAt(now);
        for (long step = present - WINDOW; step <= present + WINDOW; step++) {
            if (code(seed, step).equals(code)) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /** Whether the text is written as a code; spaces that people put between the digits are gone already. */
    static boolean isCode(String text) {
        return text.length() == DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}

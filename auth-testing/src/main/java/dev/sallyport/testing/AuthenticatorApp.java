package dev.sallyport.testing;

import dev.sallyport.secret.Secret;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A person's authenticator app (RFC 6238): six digits by HMAC-SHA1, for thirty seconds each. Immutable. */
public final class AuthenticatorApp {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int STEP_SECONDS = 30;

    private final byte[] seed;

    private AuthenticatorApp(byte[] seed) {
        this.seed = seed;
    }

    /**
     * An app that has scanned this seed.
     *
     * @param base32 as {@code NewSecondFactor.seed()}: of whole bytes, without padding
     * @throws IllegalArgumentException when it has another character than the 32 capital letters and digits
     */
    public static AuthenticatorApp of(Secret base32) {
        String text = base32.reveal();
        ByteBuffer bytes = ByteBuffer.allocate(text.length() * 5 / 8);
        int bits = 0;
        int held = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = ALPHABET.indexOf(text.charAt(i));
            if (value < 0) {
                throw new IllegalArgumentException("The seed is no base32: character " + i + " is none of " + ALPHABET);
            }
            bits = (bits << 5 | value) & 0xfff;
            held += 5;
            if (held >= 8) {
                held -= 8;
                bytes.put((byte) (bits >> held));
            }
        }
        return new AuthenticatorApp(bytes.array());
    }

    /** The code that it shows at that time: six digits. */
    public String codeAt(Instant time) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(seed, "HmacSHA1"));
            long step = Math.floorDiv(time.getEpochSecond(), STEP_SECONDS);
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
            int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 15) & Integer.MAX_VALUE;
            return String.format(Locale.ROOT, "%06d", number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA1", e);
        }
    }
}

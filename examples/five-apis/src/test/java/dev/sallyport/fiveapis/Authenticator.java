package dev.sallyport.fiveapis;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A person's authenticator app (RFC 6238), on the real clock. */
final class Authenticator {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Authenticator() {}

    /** @param seed base32 of whole bytes */
    static String code(String seed) {
        BigInteger bits = BigInteger.ONE; // keeps zeros at the beginning
        for (int i = 0; i < seed.length(); i++) {
            bits = bits.shiftLeft(5).or(BigInteger.valueOf(ALPHABET.indexOf(seed.charAt(i))));
        }
        byte[] key = bits.toByteArray();
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, 1, key.length - 1, "HmacSHA1"));
            long step = Instant.now().getEpochSecond() / 30;
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
            int number = ByteBuffer.wrap(hash).getInt(hash[19] & 15) & Integer.MAX_VALUE;
            return String.format(Locale.ROOT, "%06d", number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}

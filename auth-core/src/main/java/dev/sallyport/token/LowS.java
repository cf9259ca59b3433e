package dev.sallyport.token;

import dev.sallyport.text.Base64Url;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;

/**
 * The one spelling of an ES256 signature. Beside (r, s), the curve lets (r, n - s) verify too, and anybody can turn one into the
 * other: only the lower s counts here, as SEC 1 and Bitcoin's BIP 62 have it.
 */
final class LowS {
    private static final BigInteger N =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    private static final BigInteger HALF = N.shiftRight(1);
    private static final int HALF_BYTES = 32;

    private LowS() {}

    /** Tells whether a signature of the right length has the lower s; the length of others is for the verifier to refuse. */
    static boolean isIn(String signature) {
        byte[] both = Base64.getUrlDecoder().decode(signature);
        return both.length != 2 * HALF_BYTES || s(both).compareTo(HALF) <= 0;
    }

    /** The same signature in the one spelling. */
    static String of(String signature) {
        byte[] both = Base64.getUrlDecoder().decode(signature);
        BigInteger s = s(both);
        if (s.compareTo(HALF) <= 0) {
            return signature;
        }
        byte[] low = N.subtract(s).toByteArray();
        Arrays.fill(both, HALF_BYTES, both.length, (byte) 0);
        // Below half of n, so never longer than 32 bytes.
        System.arraycopy(low, 0, both, both.length - low.length, low.length);
        return Base64Url.encode(both);
    }

    private static BigInteger s(byte[] both) {
        return new BigInteger(1, both, HALF_BYTES, HALF_BYTES);
    }
}

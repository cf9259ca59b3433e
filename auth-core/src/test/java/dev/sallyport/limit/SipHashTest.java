package dev.sallyport.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.bouncycastle.crypto.macs.SipHash;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

class SipHashTest {
    private static final byte[] KEY = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    private static final long KEY0 = 0x0706050403020100L;
    private static final long KEY1 = 0x0f0e0d0c0b0a0908L;

    @Test
    void agreesWithBouncyCastleOnEveryLength() {
        Random random = new Random(7);
        for (int length = 0; length <= 80; length++) {
            String text = random.ints(length, 0, 0xD800)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();

            assertThat(new dev.sallyport.limit.SipHash(KEY0, KEY1).hash(text))
                    .as("length %s", length)
                    .isEqualTo(reference(text));
        }
    }

    @Test
    void dependsOnTheKey() {
        assertThat(new dev.sallyport.limit.SipHash(KEY0, KEY1).hash("address:192.0.2.1"))
                .isNotEqualTo(new dev.sallyport.limit.SipHash(KEY0, KEY1 + 1).hash("address:192.0.2.1"))
                .isNotEqualTo(new dev.sallyport.limit.SipHash(KEY0 + 1, KEY1).hash("address:192.0.2.1"));
    }

    private static long reference(String text) {
        SipHash mac = new SipHash(1, 3);
        mac.init(new KeyParameter(KEY));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_16LE);
        mac.update(bytes, 0, bytes.length);
        return mac.doFinal();
    }
}

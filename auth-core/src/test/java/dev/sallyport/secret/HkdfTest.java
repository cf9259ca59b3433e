package dev.sallyport.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HkdfTest {
    /** RFC 5869 appendix A.1 and A.3; the first 32 of their 42 bytes, which is the first block. */
    @Test
    void reproducesTheVectorsOfTheRfc() {
        HexFormat hex = HexFormat.of();
        byte[] keyMaterial = hex.parseHex("0b".repeat(22));

        assertThat(hex.formatHex(Hkdf.derive(
                        hex.parseHex("000102030405060708090a0b0c"), keyMaterial, hex.parseHex("f0f1f2f3f4f5f6f7f8f9"))))
                .isEqualTo("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
        assertThat(hex.formatHex(Hkdf.derive(new byte[0], keyMaterial, new byte[0])))
                .isEqualTo("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
    }
}

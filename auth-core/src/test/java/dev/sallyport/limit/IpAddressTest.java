package dev.sallyport.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "255.255.255.255, 255.255.255.255",
        "0.0.0.0, 0.0.0.0",
        "::0.0.0.0, 0:0:0:0::/64",
        "1:2:3:4:5:6:1.2.3.4, 1:2:3:4::/64",
        "::ffff:192.0.2.7, 192.0.2.7",
        "::ffff:c000:207, 192.0.2.7",
        "[::ffff:192.0.2.7], 192.0.2.7",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
        "2001:db8:1:2:ffff::, 2001:db8:1:2::/64",
        "[2001:DB8:1:2::1], 2001:db8:1:2::/64",
        "fe80::1%eth0, fe80:0:0:0::/64",
        "::1, 0:0:0:0::/64",
        "::, 0:0:0:0::/64",
        "0:0:0:0:0:0:0:1, 0:0:0:0::/64",
        "1:2:3:4:5:6:7::, 1:2:3:4::/64",
        "64:ff9b::192.0.2.33, 64:ff9b:0:0::/64"
    })
    void countsOneSubscriberAsOne(String text, String counted) {
        assertThat(IpAddress.parse(text))
                .isNotNull()
                .extracting(IpAddress::counted)
                .isEqualTo(counted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.04",
                "1.2.3.-4",
                "1.2.3.4 ",
                "localhost",
                "a.b.c.d",
                ":",
                ":::",
                "::1::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "12345::",
                "g::",
                ":1",
                "1:",
                "::1.2.3",
                "1:2:3:4:5:6:7:1.2.3.4",
                "[::1",
                "[]",
                "1.2.3.4:80",
                "\u0661.2.3.4",
                "::\u0661"
            })
    void refusesEverythingElseWithoutAskingANameServer(String text) {
        assertThat(IpAddress.parse(text)).isNull();
    }

    @Test
    void comparesPrefixesOfTheFirstHalf() {
        IpAddress one = new IpAddress(0b11L << 62, 0);
        IpAddress other = new IpAddress(0b10L << 62, 0);
        assertThat(one.sharesPrefix(other, 1)).isTrue();
        assertThat(one.sharesPrefix(other, 2)).isFalse();
        assertThat(one.sharesPrefix(other, 64)).isFalse();
        assertThat(one.sharesPrefix(other, 65)).isFalse();
        assertThat(one.sharesPrefix(one, 128)).isTrue();
        assertThat(one.sharesPrefix(new IpAddress(0b11L << 62, 1), 127)).isTrue();
        assertThat(one.sharesPrefix(new IpAddress(0b11L << 62, 1), 128)).isFalse();
    }

    @Test
    void comparesPrefixesAcrossTheMiddle() {
        IpAddress one = new IpAddress(1, 0b11L << 62);
        IpAddress other = new IpAddress(1, 0b10L << 62);
        assertThat(one.sharesPrefix(other, 65)).isTrue();
        assertThat(one.sharesPrefix(other, 66)).isFalse();
        assertThat(one.sharesPrefix(new IpAddress(-1, 0), 0)).isTrue();
    }
}

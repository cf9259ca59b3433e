package dev.sallyport.servlet.guard.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.limit.IpAddress;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "192.0.2.4/30, 192.0.2.7, true",
        "192.0.2.4/30, 192.0.2.8, false",
        "0.0.0.0/0, 255.1.1.1, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "2001:db8:0:0:8000::/65, 2001:db8::8000:0:0:1, true",
        "2001:db8:0:0:8000::/65, 2001:db8::1, false",
        "10.128.0.0/9, 10.128.0.1, true",
        "10.128.0.0/9, 10.127.0.1, false",
        "192.0.2.7/32, 192.0.2.7, true",
        "192.0.2.7/32, 192.0.2.6, false",
        "2001:db8::1/128, 2001:db8::1, true",
        "2001:db8::1/128, 2001:db8::2, false",
        "2001:db8::/64, 2001:db8::ffff:0:0:1, true",
        "2001:db8::/64, 2001:db8:0:1::1, false",
        "::/0, 1.2.3.4, true",
        "::1, ::1, true"
    })
    void contains(String range, String address, boolean expected) {
        IpAddress parsed = Objects.requireNonNull(IpAddress.parse(address));
        assertThat(AddressRange.parse(range).contains(parsed)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.example.com",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "::/129",
                "::/0128",
                "2001:db8::1/64",
                "/8",
                "",
                "10.0.0.0/+8"
            })
    void refusesWhatIsNoRange(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressRange.parse(text))
                .withMessageContaining("\"" + text + "\"");
    }

    @Test
    void saysWhatIsWrongWithBitsBeyondThePrefix() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressRange.parse("10.0.0.1/8"))
                .withMessage(
                        "Trusted proxies \"10.0.0.1/8\": the address has bits set beyond the first 8; write the first"
                                + " address of the range");
    }
}

package dev.sallyport.servlet.guard.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.servlet.guard.fixture.FakeRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClientAddressesTest {
    @Test
    void isThePeerUnlessAProxyIsTrusted() {
        assertThat(address(List.of(), "192.0.2.1", "198.51.100.9")).isEqualTo("192.0.2.1");
        assertThat(address(List.of("10.0.0.0/8"), "192.0.2.1", "198.51.100.9")).isEqualTo("192.0.2.1");
    }

    @Test
    void isTheRightMostHopThatIsNoTrustedProxy() {
        List<String> proxies = List.of("10.0.0.0/8");
        assertThat(address(proxies, "10.0.0.1", "198.51.100.9")).isEqualTo("198.51.100.9");
        assertThat(address(proxies, "10.0.0.1", "1.1.1.1, 198.51.100.9 , 10.0.0.2"))
                .isEqualTo("198.51.100.9");
        assertThat(address(proxies, "10.0.0.1", "garbage, 198.51.100.9")).isEqualTo("198.51.100.9");
        assertThat(address(proxies, "10.0.0.1", "10.9.9.9, 10.0.0.2"))
                .as("the farthest one when all are trusted")
                .isEqualTo("10.9.9.9");
    }

    @Test
    void readsSeveralHeaderLinesAsOneList() {
        List<String> proxies = List.of("10.0.0.0/8");
        assertThat(address(proxies, "10.0.0.1", "1.1.1.1", "198.51.100.9, 10.0.0.2", "10.0.0.3"))
                .isEqualTo("198.51.100.9");
    }

    @Test
    void isThePeerWhenTheListCannotBeRead() {
        List<String> proxies = List.of("10.0.0.0/8");
        assertThat(address(proxies, "10.0.0.1")).isEqualTo("10.0.0.1");
        for (String bad : List.of(
                "", ",", ", ,", "unknown", "198.51.100.9, unknown", "_hidden", "198.51.100.9, _x, ,", "evil.example")) {
            assertThat(address(proxies, "10.0.0.1", bad)).as(bad).isEqualTo("10.0.0.1");
        }
        assertThat(address(proxies, "10.0.0.1", "198.51.100.9" + ", 10.0.0.2".repeat(40)))
                .isEqualTo("10.0.0.1");
    }

    @Test
    void readsThirtyTwoHopsAndNoMore() {
        List<String> proxies = List.of("10.0.0.0/8");
        assertThat(address(proxies, "10.0.0.1", "198.51.100.9" + ", 10.0.0.2".repeat(31)))
                .isEqualTo("198.51.100.9");
        assertThat(address(proxies, "10.0.0.1", "198.51.100.9" + ", 10.0.0.2".repeat(32)))
                .isEqualTo("10.0.0.1");
        assertThat(address(proxies, "10.0.0.1", ",10.9.9.9" + ", 10.0.0.2".repeat(31)))
                .as("what stands before the first comma is one")
                .isEqualTo("10.0.0.1");
    }

    /** RFC 9110 section 5.6.1. */
    @Test
    void emptyElementsAreNone() {
        List<String> proxies = List.of("10.0.0.0/8");
        for (String list : List.of(
                "1.1.1.1, , 198.51.100.9",
                "198.51.100.9,",
                "198.51.100.9, ,\t10.0.0.2,",
                ",198.51.100.9",
                ", ,198.51.100.9,,10.0.0.2")) {
            assertThat(address(proxies, "10.0.0.1", list)).as(list).isEqualTo("198.51.100.9");
        }
        assertThat(address(proxies, "10.0.0.1", "198.51.100.9", "", "10.0.0.2,"))
                .as("several lines")
                .isEqualTo("198.51.100.9");
        assertThat(address(proxies, "10.0.0.1", "198.51.100.9" + ",".repeat(40)))
                .as("too many to be read")
                .isEqualTo("10.0.0.1");
    }

    @Test
    void takesHopsWithPorts() {
        List<String> proxies = List.of("10.0.0.0/8");
        assertThat(address(proxies, "10.0.0.1", "198.51.100.9:4711")).isEqualTo("198.51.100.9");
        assertThat(address(proxies, "10.0.0.1", "[2001:db8:1:2::9]:4711")).isEqualTo("2001:db8:1:2::/64");
        assertThat(address(proxies, "10.0.0.1", "2001:db8:1:2::9")).isEqualTo("2001:db8:1:2::/64");
    }

    @Test
    void unifiesSpellingsOfThePeer() {
        assertThat(address(List.of(), "::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(address(List.of(), "[2001:db8:1:2::9]")).isEqualTo("2001:db8:1:2::/64");
        assertThat(address(List.of("::1"), "[::1]", "198.51.100.9")).isEqualTo("198.51.100.9");
        assertThat(address(List.of("10.0.0.1"), "unix:/run/app.sock")).isEqualTo("local");
    }

    @Test
    void connectionWithoutAnAddressIsLocal() {
        assertThat(address(List.of(), null)).isEqualTo("local");
        assertThat(address(List.of("10.0.0.0/8"), null, "198.51.100.9")).isEqualTo("local");
        assertThat(address(List.of("10.0.0.0/8"), "@", "198.51.100.9")).isEqualTo("local");
    }

    private static String address(List<String> proxies, @Nullable String peer, String... forwardedFor) {
        ClientAddresses addresses =
                new ClientAddresses(proxies.stream().map(AddressRange::parse).toList());
        return addresses
                .of(FakeRequest.from(peer, Map.of("x-forwarded-for", Arrays.asList(forwardedFor))))
                .text();
    }
}

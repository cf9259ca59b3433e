package dev.sallyport.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.fixture.MovableClock;
import dev.sallyport.limit.ClientAddress.Network;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
    private static final RateLimit TWO_AN_HOUR = RateLimit.parse("2/hour");
    private final LocalRateLimiter limiter =
            new LocalRateLimiter(MovableClock.betweenMilliseconds(), new SecureRandom());

    @Test
    void ipv4AddressAndAnyOtherTextCountByThemselves() {
        for (String text : List.of("192.0.2.7", "unknown", "", "host:80", "unix:/run/socket/64")) {
            assertThat(ClientAddress.of(text).networks()).containsExactly(new Network(text, 1));
        }
        assertThat(ClientAddress.of("::ffff:192.0.2.7").networks()).containsExactly(new Network("192.0.2.7", 1));
        assertThat(ClientAddress.of("192.0.2.7").widest()).isEqualTo("192.0.2.7");
    }

    @Test
    void ipv6AddressCountsWithTheNetworksAroundIt() {
        for (String text : List.of("2001:db8:1:1234::1", "2001:db8:1:1234::/64", "[2001:db8:1:1234:5::]")) {
            ClientAddress address = ClientAddress.of(text);
            assertThat(address.networks())
                    .containsExactly(
                            new Network("2001:db8:1:1234::/64", 1),
                            new Network("2001:db8:1:1200::/56", 8),
                            new Network("2001:db8:1:0::/48", 32));
            assertThat(address.text()).isEqualTo("2001:db8:1:1234::/64");
            assertThat(address.widest()).isEqualTo("2001:db8:1:0::/48");
        }
        assertThat(ClientAddress.of("::1").networks()).hasSize(3);
    }

    @Test
    void networksAreComputedOnceForAllWhoCount() {
        for (String text : List.of("192.0.2.7", "2001:db8:1:1234::1")) {
            ClientAddress address = ClientAddress.of(text);
            assertThat(address.networks()).isSameAs(address.networks());
        }
    }

    @Test
    void addressesThatCountAsOneAreEqual() {
        ClientAddress address = ClientAddress.of("2001:db8:1:1234::1");
        assertThat(address)
                .isEqualTo(ClientAddress.of("2001:db8:1:1234::/64"))
                .isEqualTo(ClientAddress.of(new IpAddress(0x2001_0db8_0001_1234L, 2)))
                .hasSameHashCodeAs(ClientAddress.of("[2001:db8:1:1234:5::]"))
                .hasToString("2001:db8:1:1234::/64")
                .isNotEqualTo(ClientAddress.of("2001:db8:1:1235::1"));
        assertThat(ClientAddress.of("::ffff:192.0.2.7")).isEqualTo(ClientAddress.of("192.0.2.7"));
    }

    /** Whoever has a whole network changes the address for each request; without the networks none would be refused. */
    @Test
    void subscriberWhoChangesAddressesIsRefusedAfterEightBudgets() {
        assertThat(allowed("2001:db8:1:12%02x::1", 40)).isEqualTo(16);
    }

    @Test
    void siteThatChangesSubscriberNetworksIsRefusedAfterThirtyTwoBudgets() {
        assertThat(allowed("2001:db8:1:%02x00::1", 100)).isEqualTo(64);
    }

    @Test
    void answerIsThatOfTheAddressWhileThereIsRoomElseOfTheNetworkWithoutAny() {
        ClientAddress address = ClientAddress.of("2001:db8:1:1200::1");
        assertThat(address.acquire(limiter, "p", TWO_AN_HOUR).remaining()).isEqualTo(1);
        assertThat(address.acquire(limiter, "p", TWO_AN_HOUR).remaining()).isZero();
        assertThat(address.acquire(limiter, "p", TWO_AN_HOUR).allowed()).isFalse();
        assertThat(address.acquire(limiter, "other", TWO_AN_HOUR).allowed())
                .as("another limit")
                .isTrue();
        allowed("2001:db8:1:12%02x::1", 40);
        LimitDecision refused = ClientAddress.of("2001:db8:1:12ff::1").acquire(limiter, "p", TWO_AN_HOUR);
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.window().permits()).isEqualTo(16);
    }

    @Test
    void ipv4AddressTakesOnePermitOfOneCounter() {
        assertThat(ClientAddress.of("192.0.2.7")
                        .acquire(limiter, "p", TWO_AN_HOUR)
                        .remaining())
                .isEqualTo(1);
        assertThat(limiter.acquire("p192.0.2.7", TWO_AN_HOUR).remaining()).isZero();
    }

    @Test
    void firstAnswerIsThatOfTheNarrowestNetworkThatHasOne() {
        ClientAddress address = ClientAddress.of("2001:db8:1:1234::1");
        List<String> asked = new ArrayList<>();
        assertThat(address.first(text -> {
                    asked.add(text);
                    return text.endsWith("/64") ? Optional.empty() : Optional.of(text);
                }))
                .contains("2001:db8:1:1200::/56");
        assertThat(asked).containsExactly("2001:db8:1:1234::/64", "2001:db8:1:1200::/56");
        assertThat(address.first(text -> Optional.empty())).isEmpty();
    }

    private int allowed(String addresses, int requests) {
        int allowed = 0;
        for (int i = 0; i < requests; i++) {
            String address = String.format(addresses, i);
            allowed +=
                    ClientAddress.of(address).acquire(limiter, "p", TWO_AN_HOUR).allowed() ? 1 : 0;
        }
        return allowed;
    }
}

package dev.sallyport.servlet.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.limit.ClientAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacesTest {
    private final Lobby lobby = new Lobby();
    private final Places places = lobby.waiting;

    /** How many of those addresses get a place, of as many as there are places in all and more. */
    private List<Places.Place> fill(Places from, IntFunction<String> address) {
        List<Places.Place> taken = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            Places.Place place = from.take(ClientAddress.of(address.apply(i)));
            if (place != null) {
                taken.add(place);
            }
        }
        return taken;
    }

    private static String inSubscriberNetwork(int i) {
        return String.format("2001:db8:1:2%02x::/64", i % 256);
    }

    private static String inSite(int i) {
        return String.format("2001:db8:1:%x::/64", i % 0x10000);
    }

    @Test
    void anAddressHasAnEighth() {
        assertThat(fill(places, i -> "192.0.2.1")).hasSize(512);
        assertThat(places.take(ClientAddress.of("192.0.2.2"))).isNotNull();
    }

    @Test
    void aSubscriberWithManyAddressesHasAQuarter() {
        assertThat(fill(places, PlacesTest::inSubscriberNetwork)).hasSize(1_024);
        assertThat(places.take(ClientAddress.of("2001:db8:1:300::/64")))
                .as("a neighbour")
                .isNotNull();
    }

    @Test
    void aSiteWithManyNetworksHasHalf() {
        assertThat(fill(places, PlacesTest::inSite)).hasSize(2_048);
        assertThat(places.take(ClientAddress.of("2001:db8:2::/64")))
                .as("another site")
                .isNotNull();
        assertThat(places.take(ClientAddress.of("192.0.2.2"))).isNotNull();
    }

    @Test
    void anAddressThatIsRefusedUsesUpNothingOfItsNeighbours() {
        assertThat(fill(places, i -> "2001:db8:1:200::/64")).hasSize(512);
        assertThat(fill(places, PlacesTest::inSubscriberNetwork)).hasSize(512);
    }

    @Test
    void aSiteNeverHoldsAllThreads() {
        assertThat(fill(lobby.threads, PlacesTest::inSite)).hasSize(6);
        assertThat(lobby.threads.take(ClientAddress.of("2001:db8:2::/64")))
                .as("another site")
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "2001:db8:1:200::/64", "local"})
    void whatIsGivenBackIsFreeAgainAndNothingIsKept(String address) {
        List<Places.Place> taken = fill(places, i -> address);
        taken.forEach(Places.Place::leave);
        taken.forEach(Places.Place::leave);
        assertThat(places.networks()).isZero();
        assertThat(fill(places, i -> address)).hasSize(512);
    }

    @Test
    void beyondAllPlacesNobodyGetsOne() {
        assertThat(fill(places, i -> "192.0." + i / 256 + "." + i % 256)).hasSize(4_096);
        assertThat(places.take(ClientAddress.of("198.51.100.1"))).isNull();
    }
}

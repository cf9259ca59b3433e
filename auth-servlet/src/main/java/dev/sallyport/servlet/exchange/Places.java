package dev.sallyport.servlet.exchange;

import dev.sallyport.limit.ClientAddress;
import dev.sallyport.limit.ClientAddress.Network;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * So many at once in all, so many of one address, and so many of each network around it. The networks have more than an address, but
 * no multiple of its places as they have of a limit over time: all of them together never have every place. Safe for use by many
 * threads.
 */
final class Places {
    private final int inAll;
    private final List<Integer> each;
    private final AtomicInteger taken = new AtomicInteger();

    /** Never more than the networks of those who have places. */
    private final ConcurrentMap<String, Integer> byNetwork = new ConcurrentHashMap<>();

    /** @param each of an address and of the networks around it, in the order of {@link ClientAddress#networks} */
    Places(int inAll, List<Integer> each) {
        this.inAll = inAll;
        this.each = List.copyOf(each);
    }

    /** To be given back, once; giving it back again does nothing. */
    final class Place {
        private final List<Network> networks;
        private final AtomicBoolean left = new AtomicBoolean();

        private Place(List<Network> networks) {
            this.networks = networks;
        }

        void leave() {
            if (left.compareAndSet(false, true)) {
                networks.forEach(Places.this::giveBack);
                taken.decrementAndGet();
            }
        }
    }

    /** @return null when there is no room */
    @Nullable
    Place take(ClientAddress address) {
        if (taken.incrementAndGet() > inAll) {
            taken.decrementAndGet();
            return null;
        }
        List<Network> networks = address.networks();
        for (int i = 0; i < networks.size(); i++) {
            if (byNetwork.merge(networks.get(i).text(), 1, Integer::sum) > each.get(i)) {
                networks.subList(0, i + 1).forEach(this::giveBack);
                taken.decrementAndGet();
                return null;
            }
        }
        return new Place(networks);
    }

    private void giveBack(Network network) {
        byNetwork.computeIfPresent(network.text(), (same, count) -> count == 1 ? null : count - 1);
    }

    /** How many networks have places; none when nobody has. */
    int networks() {
        return byNetwork.size();
    }
}

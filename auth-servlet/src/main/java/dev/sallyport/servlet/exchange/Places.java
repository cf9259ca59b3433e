package dev.sallyport.servlet.exchange;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** So many at once in all, and so many of one address. Safe for use by many threads. */
final class Places {
    private final int inAll;
    private final int each;
    private final AtomicInteger taken = new AtomicInteger();

    /** Never more addresses than places that are taken. */
    private final ConcurrentMap<String, Integer> byAddress = new ConcurrentHashMap<>();

    Places(int inAll, int each) {
        this.inAll = inAll;
        this.each = each;
    }

    /** To be given back, once; giving it back again does nothing. */
    final class Place {
        private final String address;
        private final AtomicBoolean left = new AtomicBoolean();

        private Place(String address) {
            this.address = address;
        }

        void leave() {
            if (left.compareAndSet(false, true)) {
                byAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
                taken.decrementAndGet();
            }
        }
    }

    /** @return null when there is no room */
    @Nullable
    Place take(String address) {
        if (taken.incrementAndGet() > inAll) {
            taken.decrementAndGet();
            return null;
        }
        if (byAddress.merge(address, 1, Integer::sum) > each) {
            byAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
            taken.decrementAndGet();
            return null;
        }
        return new Place(address);
    }
}

package dev.sallyport.limit;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client's address and the networks around it that count with it. Made once, where a request or a call comes in, and passed on as
 * it is. Everything that counts by address counts by this, so that whoever owns a network has a few budgets and not one for each of
 * its addresses. Immutable.
 *
 * <p>An IPv4 address is alone. An IPv6 address counts by its /64, by its /56, which is what many subscribers get, with {@value
 * #SUBSCRIBER} times the budget, and by its /48, which a site or a free tunnel gets, with {@value #SITE} times the budget. What a
 * narrower network refuses is not counted in a wider one: a single machine cannot use up what its neighbours share.
 */
public final class ClientAddress {
    private static final int SUBSCRIBER_BITS = 56;
    private static final int SITE_BITS = 48;
    private static final int SUBSCRIBER = 8;
    private static final int SITE = 32;

    private final String text;

    /** Null for an address that counts alone. */
    private final @Nullable IpAddress ipv6;

    /** Null until something counts. Not volatile: whoever finds null computes the same again, and a list is seen whole. */
    private @Nullable List<Network> networks;

    /**
     * One that counts.
     *
     * @param text by which it is told from others
     * @param factor how many times the budget of a single address it has
     */
    public record Network(String text, int factor) {}

    private ClientAddress(String text, @Nullable IpAddress ipv6) {
        this.text = text;
        this.ipv6 = ipv6;
    }

    /**
     * Reads an address; never throws.
     *
     * @param address as {@link #text} writes it, or as a socket does; any other string is an address by itself
     */
    public static ClientAddress of(String address) {
        // An IPv4 address has one way to be written.
        IpAddress parsed = address.indexOf(':') < 0 ? null : IpAddress.parse(withoutPrefix(address));
        return parsed == null ? new ClientAddress(address, null) : of(parsed);
    }

    /** The same for one that is parsed. */
    public static ClientAddress of(IpAddress address) {
        return new ClientAddress(address.counted(), address.isIpv4() ? null : address);
    }

    private static String withoutPrefix(String address) {
        return address.endsWith("/64") ? address.substring(0, address.length() - 3) : address;
    }

    /** The address for counters, the audit and logs: an IPv4 address whole, of an IPv6 address its /64. */
    public String text() {
        return text;
    }

    /** The address and the networks around it, from the narrowest to the widest. */
    public List<Network> networks() {
        List<Network> known = networks;
        if (known == null) {
            known = ipv6 == null
                    ? List.of(new Network(text, 1))
                    : List.of(
                            new Network(text, 1),
                            new Network(ipv6.network(SUBSCRIBER_BITS), SUBSCRIBER),
                            new Network(ipv6.network(SITE_BITS), SITE));
            networks = known;
        }
        return known;
    }

    /** The widest network that counts as one; of an IPv4 address, the address. */
    public String widest() {
        return ipv6 == null ? text : networks().get(networks().size() - 1).text();
    }

    /**
     * Takes one permit for the address and for each network around it.
     *
     * @param prefix of the limiter's keys
     * @param limit of a single address
     * @return of the narrowest network that has no room, else of the address
     */
    public LimitDecision acquire(RateLimiter limiter, String prefix, RateLimit limit) {
        LimitDecision own = limiter.acquire(prefix + text, limit);
        if (ipv6 == null) {
            return own;
        }
        LimitDecision last = own;
        for (int i = 1; i < networks().size() && last.allowed(); i++) {
            Network network = networks().get(i);
            last = limiter.acquire(prefix + network.text(), limit.times(network.factor()));
        }
        return last.allowed() ? own : last;
    }

    /** What the first of the networks has that has any, from the narrowest on. */
    public <T> Optional<T> first(Function<String, Optional<T>> question) {
        return networks().stream()
                .map(network -> question.apply(network.text()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Tells whether both count as one. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ClientAddress that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}

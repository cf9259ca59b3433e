package dev.sallyport.limit;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A client's address and the networks around it that count with it. Everything that counts by address counts by this, so that
 * whoever owns a network has a few budgets and not one for each of its addresses. Immutable.
 *
 * <p>An IPv4 address is alone. An IPv6 address counts by its /64, by its /56, which is what many subscribers get, with {@value
 * #SUBSCRIBER} times the budget, and by its /48, which a site or a free tunnel gets, with {@value #SITE} times the budget. What a
 * narrower network refuses is not counted in a wider one: a single machine cannot use up what its neighbours share.
 *
 * @param networks from the narrowest to the widest
 */
public record CountedAddress(List<Network> networks) {
    private static final int SUBSCRIBER_BITS = 56;
    private static final int SITE_BITS = 48;
    private static final int SUBSCRIBER = 8;
    private static final int SITE = 32;

    /**
     * One that counts.
     *
     * @param text by which it is told from others
     * @param factor how many times the budget of a single address it has
     */
    public record Network(String text, int factor) {}

    public CountedAddress {
        networks = List.copyOf(networks);
    }

    /** @param address as {@link IpAddress#counted} writes it, or as a socket does; any other text is an address by itself */
    public static CountedAddress of(String address) {
        IpAddress parsed = isIpv6(address) ? IpAddress.parse(withoutPrefix(address)) : null;
        return parsed == null || parsed.isIpv4()
                ? new CountedAddress(List.of(new Network(parsed == null ? address : parsed.counted(), 1)))
                : new CountedAddress(List.of(
                        new Network(parsed.counted(), 1),
                        new Network(parsed.network(SUBSCRIBER_BITS), SUBSCRIBER),
                        new Network(parsed.network(SITE_BITS), SITE)));
    }

    private static boolean isIpv6(String address) {
        return address.indexOf(':') >= 0;
    }

    private static String withoutPrefix(String address) {
        return address.endsWith("/64") ? address.substring(0, address.length() - 3) : address;
    }

    /** The address itself. */
    public String text() {
        return networks.get(0).text();
    }

    /** The widest network that counts as one; of an IPv4 address, the address. */
    public String widest() {
        return networks.get(networks.size() - 1).text();
    }

    /**
     * Takes one permit for the address and for each network around it.
     *
     * @param prefix of the limiter's keys
     * @param limit of a single address
     * @return of the narrowest network that has no room, else of the address
     */
    public LimitDecision acquire(RateLimiter limiter, String prefix, RateLimit limit) {
        LimitDecision own = limiter.acquire(prefix + text(), limit);
        LimitDecision last = own;
        for (int i = 1; i < networks.size() && last.allowed(); i++) {
            Network network = networks.get(i);
            last = limiter.acquire(prefix + network.text(), limit.times(network.factor()));
        }
        return last.allowed() ? own : last;
    }

    /** The same for a single request, without anything that an IPv4 address does not need. */
    public static LimitDecision acquire(RateLimiter limiter, String prefix, String address, RateLimit limit) {
        return isIpv6(address) ? of(address).acquire(limiter, prefix, limit) : limiter.acquire(prefix + address, limit);
    }

    /** What the first of the networks has that has any, from the narrowest on. */
    public <T> Optional<T> first(Function<String, Optional<T>> question) {
        return networks.stream()
                .map(network -> question.apply(network.text()))
                .flatMap(Optional::stream)
                .findFirst();
    }
}

package dev.sallyport.servlet.guard;

import dev.sallyport.servlet.guard.address.AddressRange;
import dev.sallyport.servlet.guard.path.PathSettings;
import dev.sallyport.servlet.guard.path.UrlPattern;
import dev.sallyport.servlet.wire.CorsPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How a gate is set up. Immutable; each setting is checked when it is added.
 *
 * @param paths what it does at which
 * @param proxies whose word on the client's address counts
 * @param keyHeaders headers whose whole value is a credential, beside those of the profile
 * @param cors which pages of other origins may call
 * @param secureCookies whether cookies are for TLS also where the container sees none
 */
public record GateSettings(
        PathSettings paths,
        List<AddressRange> proxies,
        List<String> keyHeaders,
        CorsPolicy cors,
        boolean secureCookies) {

    public GateSettings {
        proxies = List.copyOf(proxies);
        keyHeaders = List.copyOf(keyHeaders);
    }

    public static GateSettings none() {
        return new GateSettings(PathSettings.none(), List.of(), List.of(), CorsPolicy.none(), false);
    }

    public List<UrlPattern> guarded() {
        return paths.guarded();
    }

    private GateSettings with(PathSettings changed) {
        return new GateSettings(changed, proxies, keyHeaders, cors, secureCookies);
    }

    /** @throws IllegalArgumentException when one is no URL pattern, or only the root */
    public GateSettings guarding(String... patterns) {
        return with(paths.guarding(patterns));
    }

    /** The servlets of these names too. */
    public GateSettings guardingServlets(Set<String> names) {
        return with(paths.guardingServlets(names));
    }

    /** @throws IllegalArgumentException when one is no URL pattern, or opens by an extension whatever stands before it */
    public GateSettings opening(String... patterns) {
        return with(paths.opening(patterns));
    }

    /** Paths may end in the parameter that a container writes into links for browsers without cookies. */
    public GateSettings allowingSessionIds() {
        return with(paths.allowingSessionIds());
    }

    /** @throws IllegalArgumentException when one is no address or range */
    public GateSettings trusting(String... cidrs) {
        List<AddressRange> more = new ArrayList<>(proxies);
        for (String cidr : cidrs) {
            more.add(AddressRange.parse(cidr.strip()));
        }
        return new GateSettings(paths, more, keyHeaders, cors, secureCookies);
    }

    /** @throws IllegalArgumentException when it is no name for a header of its own */
    public GateSettings readingKeysFrom(String header) {
        boolean isToken = !header.isEmpty() && header.chars().allMatch(GateSettings::isHeaderCharacter);
        if (!isToken || header.equalsIgnoreCase("Authorization") || header.equalsIgnoreCase("Cookie")) {
            throw new IllegalArgumentException(
                    "\"" + header + "\" cannot be the header of an API key; write one such as"
                            + " \"X-API-Key\", of letters, digits and \"-\". Authorization is always read");
        }
        List<String> more = new ArrayList<>(keyHeaders);
        more.add(header);
        return new GateSettings(paths, proxies, more, cors, secureCookies);
    }

    /** @throws IllegalArgumentException when it is no path with a variable that ends in {@code /**} */
    public GateSettings readingTenantFrom(String pattern) {
        return with(paths.readingTenantFrom(pattern));
    }

    public GateSettings answeringPagesOf(CorsPolicy policy) {
        return new GateSettings(paths, proxies, keyHeaders, policy, secureCookies);
    }

    public GateSettings withSecureCookies(boolean value) {
        return new GateSettings(paths, proxies, keyHeaders, cors, value);
    }

    private static boolean isHeaderCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}

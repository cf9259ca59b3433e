package dev.sallyport.servlet.guard;

import dev.sallyport.servlet.wire.CorsPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a gate is set up. Immutable; each setting is checked when it is added.
 *
 * @param guarded what the filter is in front of
 * @param servlets names of servlets that the filter is in front of, whatever their paths; {@code *} is all
 * @param open paths that need no credential where no annotation says otherwise
 * @param proxies whose word on the client's address counts
 * @param keyHeaders headers whose whole value is a credential, beside those of the profile
 * @param cors which pages of other origins may call
 * @param secureCookies whether cookies are for TLS also where the container sees none
 */
public record GateSettings(
        List<UrlPattern> guarded,
        Set<String> servlets,
        List<UrlPattern> open,
        List<AddressRange> proxies,
        List<String> keyHeaders,
        List<TenantPath> tenantPaths,
        CorsPolicy cors,
        boolean secureCookies) {

    public GateSettings {
        guarded = List.copyOf(guarded);
        servlets = Set.copyOf(servlets);
        open = List.copyOf(open);
        proxies = List.copyOf(proxies);
        keyHeaders = List.copyOf(keyHeaders);
        tenantPaths = List.copyOf(tenantPaths);
    }

    public static GateSettings none() {
        return new GateSettings(
                List.of(), Set.of(), List.of(), List.of(), List.of(), List.of(), CorsPolicy.none(), false);
    }

    /** @throws IllegalArgumentException when one is no URL pattern */
    public GateSettings guarding(String... patterns) {
        return new GateSettings(
                more(guarded, patterns), servlets, open, proxies, keyHeaders, tenantPaths, cors, secureCookies);
    }

    /** The servlets of these names too. */
    public GateSettings guardingServlets(Set<String> names) {
        Set<String> more = new HashSet<>(servlets);
        more.addAll(names);
        return new GateSettings(guarded, more, open, proxies, keyHeaders, tenantPaths, cors, secureCookies);
    }

    /** @throws IllegalArgumentException when one is no URL pattern, or opens by an extension whatever stands before it */
    public GateSettings opening(String... patterns) {
        for (String pattern : patterns) {
            if (pattern.startsWith("*.")) {
                throw new IllegalArgumentException("open(\"" + pattern
                        + "\") would open every path that a caller ends so, such as \"/api/users/ada"
                        + pattern.substring(1)
                        + "\", whatever it leads to; write the folder that the files are in, such as \"/assets/*\"");
            }
        }
        return new GateSettings(
                guarded, servlets, more(open, patterns), proxies, keyHeaders, tenantPaths, cors, secureCookies);
    }

    /** @throws IllegalArgumentException when one is no address or range */
    public GateSettings trusting(String... cidrs) {
        List<AddressRange> more = new ArrayList<>(proxies);
        for (String cidr : cidrs) {
            more.add(AddressRange.parse(cidr.strip()));
        }
        return new GateSettings(guarded, servlets, open, more, keyHeaders, tenantPaths, cors, secureCookies);
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
        return new GateSettings(guarded, servlets, open, proxies, more, tenantPaths, cors, secureCookies);
    }

    /** @throws IllegalArgumentException when it is no path with a variable that ends in {@code /**} */
    public GateSettings readingTenantFrom(String pattern) {
        List<TenantPath> more = new ArrayList<>(tenantPaths);
        more.add(new TenantPath(pattern));
        return new GateSettings(guarded, servlets, open, proxies, keyHeaders, more, cors, secureCookies);
    }

    public GateSettings answeringPagesOf(CorsPolicy policy) {
        return new GateSettings(guarded, servlets, open, proxies, keyHeaders, tenantPaths, policy, secureCookies);
    }

    public GateSettings withSecureCookies(boolean value) {
        return new GateSettings(guarded, servlets, open, proxies, keyHeaders, tenantPaths, cors, value);
    }

    /** Whether the filter sees every request that the mapping leads to the servlet. */
    boolean covers(String servlet, String mapping) {
        return servlets.contains("*")
                || servlets.contains(servlet)
                || guarded.stream().anyMatch(pattern -> pattern.covers(mapping));
    }

    Set<String> tenantVariables() {
        return tenantPaths.stream().flatMap(path -> path.variables().stream()).collect(Collectors.toSet());
    }

    private static List<UrlPattern> more(List<UrlPattern> before, String... patterns) {
        List<UrlPattern> more = new ArrayList<>(before);
        for (String pattern : patterns) {
            more.add(new UrlPattern(pattern));
        }
        return more;
    }

    private static boolean isHeaderCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}

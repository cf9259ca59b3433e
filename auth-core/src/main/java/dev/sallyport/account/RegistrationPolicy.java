package dev.sallyport.account;

import dev.sallyport.limit.RateLimit;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Policy of self-registration. Immutable. A new user belongs to no tenant, and the account is created only when they prove, with the
 * mailed ticket, that the address is theirs.
 *
 * @param roles exact roles of a new user, each declared by the builder's {@code roles(…)}
 * @param domains of the addresses that may register, in lower case; empty for any
 * @param overall limit of registration mails, over all nodes that share a limiter
 */
public record RegistrationPolicy(Set<String> roles, Set<String> domains, RateLimit overall) {
    private static final Pattern DOMAIN =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    /** @throws IllegalArgumentException when a domain is invalid */
    public RegistrationPolicy {
        roles = Set.copyOf(roles);
        Set<String> lower = new TreeSet<>();
        for (String domain : domains) {
            String name = domain.toLowerCase(Locale.ROOT);
            if (!DOMAIN.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "A domain of registration is a name such as example.com, not \"" + domain + "\"");
            }
            lower.add(name);
        }
        domains = Set.copyOf(lower);
    }

    /** Gives these roles, perhaps none, to anybody with an e-mail address; 300 mails an hour. */
    public static RegistrationPolicy withRoles(String... roles) {
        return new RegistrationPolicy(Set.of(roles), Set.of(), RateLimit.parse("300/hour"));
    }

    /** Allows only addresses of these domains, without their subdomains. */
    public RegistrationPolicy withDomains(String... values) {
        return new RegistrationPolicy(roles, Set.of(values), overall);
    }

    public RegistrationPolicy withOverall(String limit) {
        return new RegistrationPolicy(roles, domains, RateLimit.parse(limit));
    }
}

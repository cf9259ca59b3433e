package dev.sallyport;

import dev.sallyport.apikey.ApiKeyServices;
import dev.sallyport.authenticate.AuthenticationServices;
import dev.sallyport.client.ClientType;
import dev.sallyport.grant.LoginPolicy;
import dev.sallyport.limit.Plans;
import dev.sallyport.scope.Role;
import dev.sallyport.token.AccessTokens;
import dev.sallyport.token.TokenPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the settings that single setters cannot: ranges that rest on other settings, and contradictions between them. */
final class SettingsCheck {
    private SettingsCheck() {}

    /**
     * @throws IllegalStateException when two settings contradict each other; the message says what to do
     * @throws IllegalArgumentException when a value is out of its range
     */
    static void run(
            Settings.Rights rights,
            TokenPolicy tokens,
            LoginPolicy logins,
            ApiKeyServices.Settings apiKeys,
            AuthenticationServices.Settings authentication,
            Settings.Operation operation) {
        requireLifetime(logins.lifetime(), tokens);
        requireDistinctPrefixes(apiKeys);
        requireKnownInPlans(authentication.plans(), rights);
        int cacheSize = authentication.cacheSize();
        require("cacheSize", cacheSize >= 1 && cacheSize <= 10_000_000, "1 to 10,000,000", cacheSize);
        Duration maxStaleness = operation.maxStaleness();
        require(
                "maxStaleness",
                maxStaleness.compareTo(Duration.ofSeconds(2)) >= 0 && maxStaleness.compareTo(Duration.ofHours(1)) <= 0,
                "2 seconds to 1 hour",
                maxStaleness);
    }

    private static void require(String setting, boolean holds, String range, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(setting + " is " + range + ", not " + value);
        }
    }

    private static void requireLifetime(Duration lifetime, TokenPolicy policy) {
        require(
                "The lifetime of a login's token",
                lifetime.compareTo(Duration.ofSeconds(1)) >= 0
                        && lifetime.compareTo(policy.maximumLifetime()) <= 0
                        && lifetime.toNanosPart() == 0,
                "whole seconds from 1 to the token policy's maximumLifetime " + policy.maximumLifetime(),
                lifetime);
    }

    /** A credential is told by how it begins, so an imported key must begin as nothing else does. */
    private static void requireDistinctPrefixes(ApiKeyServices.Settings settings) {
        for (String prefix : settings.policy().importedPrefixes()) {
            if (AccessTokens.looksLike(prefix) || prefix.startsWith(settings.prefix() + "_")) {
                throw new IllegalStateException("importedPrefixes contradict: \"" + prefix + "\" is how "
                        + (AccessTokens.looksLike(prefix) ? "every token begins" : "this API's own keys begin")
                        + "; name the whole fixed beginning of the imported keys, or choose another keyPrefix(…)");
            }
        }
    }

    private static void requireKnownInPlans(@Nullable Plans plans, Settings.Rights rights) {
        if (plans != null) {
            requireDeclared(
                    "role",
                    plans.roles(),
                    rights.roles().stream().map(Role::name).toList(),
                    "roles(…)");
            requireDeclared(
                    "client type",
                    plans.clientTypes(),
                    rights.clientTypes().stream().map(ClientType::name).toList(),
                    "clientTypes(…)");
        }
    }

    private static void requireDeclared(String what, Set<String> named, List<String> declared, String setting) {
        named.stream().filter(name -> !declared.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalStateException("plans(…) names the " + what + " \"" + name
                    + "\", which is not declared: add it with " + setting + ", or take it out of the plan");
        });
    }
}

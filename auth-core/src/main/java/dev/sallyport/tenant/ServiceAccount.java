package dev.sallyport.tenant;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A service account: an owner of API keys that is no person, has no password, and cannot log in. Immutable.
 *
 * @param id begins with {@code sa_}; never reused, never changed
 * @param name 1 to 100 characters
 * @param roles names of the application's roles, which limit all keys of the account
 * @param enabled false stops every key of the account at once
 * @param createdBy id of its creator; null when the application itself created it
 * @param version counts the updates, from 0
 */
public record ServiceAccount(
        String id,
        String name,
        String tenant,
        Set<String> roles,
        boolean enabled,
        @Nullable String createdBy,
        Instant createdAt,
        long version) {

    public ServiceAccount {
        roles = Set.copyOf(roles);
    }

    public ServiceAccount withName(String value) {
        return new ServiceAccount(id, value, tenant, roles, enabled, createdBy, createdAt, version);
    }

    public ServiceAccount withRoles(Set<String> values) {
        return new ServiceAccount(id, name, tenant, values, enabled, createdBy, createdAt, version);
    }

    public ServiceAccount withEnabled(boolean value) {
        return new ServiceAccount(id, name, tenant, roles, value, createdBy, createdAt, version);
    }

    public ServiceAccount withVersion(long value) {
        return new ServiceAccount(id, name, tenant, roles, enabled, createdBy, createdAt, value);
    }
}

package dev.sallyport.caller;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Ids of owners that are not people. They are spelled as no person's id may be: a user of a directory with such an id does not exist here,
 * so nobody becomes the owner of another's keys and sessions by the choice of an id.
 *
 * <p>See decision 0149.
 */
public final class OwnerIds {
    /** Prefix of the id of a service account. */
    public static final String ACCOUNT_PREFIX = "sa_";

    private static final String TENANT_PREFIX = "tenant/";
    private static final Pattern ACCOUNT = Pattern.compile(ACCOUNT_PREFIX + "[0-9A-Za-z_-]{22}");

    private OwnerIds() {}

    /** Id of a tenant as the owner of keys and sessions, and as the subject of changes. */
    public static String ofTenant(String tenant) {
        return TENANT_PREFIX + tenant;
    }

    /** The tenant whose id as an owner this is; empty when it is another owner's. */
    public static Optional<String> tenantOf(String id) {
        return id.startsWith(TENANT_PREFIX) ? Optional.of(id.substring(TENANT_PREFIX.length())) : Optional.empty();
    }

    /** Tells whether the id can only be that of a service account or a tenant. */
    public static boolean isReserved(String id) {
        return id.startsWith(TENANT_PREFIX) || ACCOUNT.matcher(id).matches();
    }
}

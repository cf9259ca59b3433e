package dev.sallyport.operator;

import dev.sallyport.user.User;
import dev.sallyport.user.UserDirectory;
import java.util.Optional;

/** Checks which things an operator sees: those of owners in their tenant. Safe for use by many threads. */
final class OwnerTenants {
    private final UserDirectory directory;

    OwnerTenants(UserDirectory directory) {
        this.directory = directory;
    }

    /** Tells whether the operator may see things of the owner; for a deleted owner, only operators of all tenants may. */
    boolean covers(Operator operator, String ownerId) {
        return operator.isOfAll()
                || owner(ownerId).filter(user -> operator.covers(user.tenant())).isPresent();
    }

    /** Finds the owner by the exact id, even in a directory that ignores case. */
    Optional<User> owner(String id) {
        return directory.findById(id).filter(user -> user.id().equals(id));
    }
}

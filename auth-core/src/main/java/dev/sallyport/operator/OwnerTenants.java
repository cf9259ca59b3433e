package dev.sallyport.operator;

import dev.sallyport.user.User;
import dev.sallyport.user.UserDirectory;
import java.util.Optional;

/** Tells whose things an operator sees: those of owners of their tenant. Safe for use by many threads. */
final class OwnerTenants {
    private final UserDirectory directory;

    OwnerTenants(UserDirectory directory) {
        this.directory = directory;
    }

    /** Things of an owner who is gone are seen by operators of all tenants. */
    boolean covers(Operator operator, String ownerId) {
        return operator.isOfAll()
                || owner(ownerId).filter(user -> operator.covers(user.tenant())).isPresent();
    }

    /** A directory that compares without regard to case must not let one id pass for another. */
    Optional<User> owner(String id) {
        return directory.findById(id).filter(user -> user.id().equals(id));
    }
}

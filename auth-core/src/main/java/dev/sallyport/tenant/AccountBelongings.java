package dev.sallyport.tenant;

import dev.sallyport.audit.Actor;

/** Keys and sessions of service accounts, kept by other features. Safe for use by many threads. */
@FunctionalInterface
public interface AccountBelongings {
    /**
     * Revokes the keys of the account, in all applications on the stores, and ends their sessions; called inside the transaction that deletes
     * the account, perhaps more than once.
     *
     * @return how many keys were revoked
     */
    int end(String accountId, Actor by);
}

package dev.sallyport.manage;

import dev.sallyport.caller.Caller;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.page.Page;
import dev.sallyport.page.PageCursor;
import dev.sallyport.tenant.ServiceAccount;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Actions of managers on the service accounts of their tenant, with {@code service-accounts:manage}. An account of another tenant does not
 * exist here. No action gives an account a role that the login of its manager does not hold. Safe for use by many threads.
 */
@CheckReturnValue
public final class TenantAccounts {
    /** Lists a page of accounts, newest first. Refused by field when the cursor belongs to another query. */
    public Outcome<Page<ServiceAccount>> list(Caller caller, @Nullable PageCursor after, int limit) {
        return Outcome.refused(Refusal.notFound());
    }

    public Outcome<ServiceAccount> get(Caller caller, String id) {
        return Outcome.refused(Refusal.notFound());
    }

    /** Creates an enabled account. Refused by field, and under {@code roles} when the manager does not hold them. */
    public Outcome<ServiceAccount> create(Caller caller, String name, Set<String> roles, String address) {
        return Outcome.refused(Refusal.notFound());
    }

    /**
     * Changes name, roles or state of an account; the function gets what it is now, and may run more than once. Refused by field, and under
     * {@code roles} when the change gives what the manager does not hold.
     */
    public Outcome<ServiceAccount> update(
            Caller caller, String id, UnaryOperator<ServiceAccount> change, String address) {
        return Outcome.refused(Refusal.notFound());
    }

    /** Deletes an account, and revokes its keys in the same transaction. */
    public Outcome<ServiceAccount> delete(Caller caller, String id, String address) {
        return Outcome.refused(Refusal.notFound());
    }
}

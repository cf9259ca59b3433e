package dev.sallyport.tenant;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.OwnerIds;
import dev.sallyport.change.Change;
import dev.sallyport.change.StoreException;
import dev.sallyport.environment.Environment;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.page.Page;
import dev.sallyport.text.Base64Url;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntBiFunction;
import java.util.function.UnaryOperator;

/**
 * Service accounts, for code that the application trusts: nothing here asks who calls. All applications on the same stores share them, as they
 * share users; keys belong to one application each. Safe for use by many threads.
 *
 * <p>What was answered with success is durable, and is recorded as a change of its owner in the same transaction. Every method throws {@link
 * StoreException} when the store fails.
 */
@CheckReturnValue
public final class ServiceAccounts {
    /** The most service accounts of one tenant. */
    public static final int MAX_PER_TENANT = 1_000;

    private static final int ID_BYTES = 16;

    private final ServiceAccountStore store;
    private final AccountCheck rules;
    private final ToIntBiFunction<String, Actor> endOfKeys;
    private final Environment environment;

    ServiceAccounts(
            ServiceAccountStore store,
            AccountCheck rules,
            ToIntBiFunction<String, Actor> endOfKeys,
            Environment environment) {
        this.store = store;
        this.rules = rules;
        this.endOfKeys = endOfKeys;
        this.environment = environment;
    }

    /** Creates an enabled account. Refused by field, and under {@code name} when the tenant has too many. */
    public Outcome<ServiceAccount> create(String tenant, String name, Set<String> roles, Actor by) {
        String id = OwnerIds.ACCOUNT_PREFIX + Base64Url.random(environment.random(), ID_BYTES);
        ServiceAccount account = new ServiceAccount(
                id, name, tenant, roles, true, by.id(), environment.clock().instant(), 0);
        List<FieldError> errors = rules.errors(account, Set.of());
        if (!errors.isEmpty()) {
            return Outcome.refused(Refusal.invalid(errors));
        }
        return environment.transactions().inTransaction(transaction -> {
            transaction.lockOwner(OwnerIds.ofTenant(tenant));
            if (store.count(tenant) >= MAX_PER_TENANT) {
                return Outcome.<ServiceAccount>refused(tooMany());
            }
            store.insert(account);
            record(AuditEvent.Type.SERVICE_ACCOUNT_CREATED, account, Map.of("name", name, "tenant", tenant), by);
            return Outcome.done(account);
        });
    }

    /** Finds an account whatever its state. */
    public Optional<ServiceAccount> find(String id) {
        return OwnerIds.isReserved(id) ? store.findById(id) : Optional.empty();
    }

    /** Lists a page of a tenant's accounts, newest first. Refused by field when the cursor belongs to another query. */
    public Outcome<Page<ServiceAccount>> list(ServiceAccountQuery query) {
        List<FieldError> errors = query.errors();
        return errors.isEmpty() ? Outcome.done(store.list(query)) : Outcome.refused(Refusal.invalid(errors));
    }

    /**
     * Changes name, roles or state of an account. The function gets what it is now and answers what it shall be; it may run more than once.
     * A change without effect writes nothing.
     *
     * @return refused when there is no such account, or by field
     * @throws IllegalArgumentException when the function changes id or tenant
     */
    public Outcome<ServiceAccount> update(String id, UnaryOperator<ServiceAccount> change, Actor by) {
        return updateIfAllowed(id, before -> Outcome.done(change.apply(before)), by);
    }

    /** Changes an account as {@link #update} does, unless the function refuses, which runs while nobody else can change the account. */
    public Outcome<ServiceAccount> updateIfAllowed(
            String id, Function<ServiceAccount, Outcome<ServiceAccount>> change, Actor by) {
        return environment.transactions().inTransaction(transaction -> {
            transaction.lockOwner(id);
            Optional<ServiceAccount> found = find(id);
            if (found.isEmpty()) {
                return Outcome.<ServiceAccount>refused(Refusal.notFound());
            }
            ServiceAccount before = found.get();
            return change.apply(before).flatMap(after -> {
                requireSame(before, after);
                List<FieldError> errors = rules.errors(after, before.roles());
                if (!errors.isEmpty()) {
                    return Outcome.refused(Refusal.invalid(errors));
                }
                if (after.equals(before)) {
                    return Outcome.done(before);
                }
                ServiceAccount next = after.withVersion(before.version() + 1);
                if (!store.update(next)) {
                    throw new StoreException("The service account changed although the lock was held; try again");
                }
                transaction.changed(Change.owner(id));
                record(typeOf(before, next), next, Map.of("name", next.name()), by);
                return Outcome.done(next);
            });
        });
    }

    private static void requireSame(ServiceAccount before, ServiceAccount after) {
        if (!after.id().equals(before.id()) || !after.tenant().equals(before.tenant())) {
            throw new IllegalArgumentException("The id and the tenant of a service account never change");
        }
    }

    private static AuditEvent.Type typeOf(ServiceAccount before, ServiceAccount after) {
        if (before.enabled() == after.enabled()) {
            return AuditEvent.Type.SERVICE_ACCOUNT_CHANGED;
        }
        return after.enabled() ? AuditEvent.Type.SERVICE_ACCOUNT_ENABLED : AuditEvent.Type.SERVICE_ACCOUNT_DISABLED;
    }

    /** Stops every key of the account at once. Refused when there is no such account. */
    public Outcome<ServiceAccount> disable(String id, Actor by) {
        return update(id, account -> account.withEnabled(false), by);
    }

    /** Lets keys of the account work again that were not revoked meanwhile. Refused when there is no such account. */
    public Outcome<ServiceAccount> enable(String id, Actor by) {
        return update(id, account -> account.withEnabled(true), by);
    }

    /** Deletes an account, and revokes its keys in the same transaction. Refused when there is no such account. */
    public Outcome<ServiceAccount> delete(String id, Actor by) {
        return environment.transactions().inTransaction(transaction -> {
            transaction.lockOwner(id);
            Optional<ServiceAccount> found = find(id);
            if (found.isEmpty()) {
                return Outcome.<ServiceAccount>refused(Refusal.notFound());
            }
            int revoked = endOfKeys.applyAsInt(id, by);
            boolean unused = store.delete(id);
            transaction.changed(Change.owner(id));
            record(
                    AuditEvent.Type.SERVICE_ACCOUNT_DELETED,
                    found.get(),
                    Map.of("name", found.get().name(), "keys", Integer.toString(revoked)),
                    by);
            return Outcome.done(found.get());
        });
    }

    private void record(AuditEvent.Type type, ServiceAccount account, Map<String, String> details, Actor by) {
        environment.audit().record(by.event(environment.clock().instant(), type, account.id(), null, details));
    }

    private static Refusal tooMany() {
        return Refusal.invalid(List.of(new FieldError(
                "name",
                "too_many",
                "The tenant has " + MAX_PER_TENANT + " service accounts already; delete one that is not needed.")));
    }
}

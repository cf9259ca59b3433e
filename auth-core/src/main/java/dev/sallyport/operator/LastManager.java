package dev.sallyport.operator;

import dev.sallyport.apikey.ApiKeyServices;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.Scope;
import dev.sallyport.tenant.TenantKeyPolicy;
import dev.sallyport.user.User;
import dev.sallyport.user.UserQuery;
import java.util.List;
import java.util.Optional;

/**
 * Protects the last manager of a tenant that has live keys, or service accounts with such: without one, nobody of the tenant could revoke them.
 * Safe for use by many threads.
 */
final class LastManager {
    private static final Scope MANAGES = TenantKeyPolicy.MANAGE_KEYS;

    private final OtherPeople people;
    private final ApiKeyServices keys;

    LastManager(OtherPeople people, ApiKeyServices keys) {
        this.people = people;
        this.keys = keys;
    }

    /**
     * Refuses a change after which nobody manages the keys of the tenant. Called while no other operator changes anything.
     *
     * @param after the person as they will be; disabled when they go
     */
    Optional<Refusal> refuse(User before, User after) {
        String tenant = before.tenant();
        if (tenant == null || !people.holds(before, MANAGES)) {
            return Optional.empty();
        }
        boolean stays = people.holds(after, MANAGES) && tenant.equals(after.tenant());
        return stays
                        || !keys.hasSharedKeys(tenant)
                        || people.hold(MANAGES, before.id(), UserQuery.all().withTenant(tenant), user -> true)
                ? Optional.empty()
                : Optional.of(
                        Refusal.invalid(
                                List.of(
                                        new FieldError(
                                                "owner",
                                                "last_manager",
                                                "Nobody else manages the keys of this tenant: give somebody the role, or revoke the keys first."))));
    }
}

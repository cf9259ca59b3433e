package dev.sallyport.authenticate;

import dev.sallyport.limit.Plan;
import dev.sallyport.limit.Plans;
import dev.sallyport.scope.RoleCatalog;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.user.SecondFactorPolicy;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDirectory;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who stands behind a credential, and what they may do now. Safe for use by many threads.
 *
 * <p>See decision 0008.
 */
public final class UserRights {
    private final UserDirectory directory;
    private final RoleCatalog roles;
    private final @Nullable Plans plans;
    private final SecondFactorPolicy secondFactor;
    private final Predicate<String> isDisabled;

    /**
     * Owners of whom none needs a second factor.
     *
     * @param plans null when there are none
     */
    public UserRights(UserDirectory directory, RoleCatalog roles, @Nullable Plans plans) {
        this(directory, roles, plans, SecondFactorPolicy.defaults(), tenant -> false);
    }

    /**
     * @param plans null when there are none
     * @param isDisabled whether a tenant is disabled
     */
    public UserRights(
            UserDirectory directory,
            RoleCatalog roles,
            @Nullable Plans plans,
            SecondFactorPolicy secondFactor,
            Predicate<String> isDisabled) {
        this.isDisabled = isDisabled;
        this.directory = directory;
        this.roles = roles;
        this.plans = plans;
        this.secondFactor = secondFactor;
    }

    /** An owner who may act: empty when there is none of that id, or they or their tenant are disabled. */
    public Optional<User> findActive(String id) {
        return active(id, directory.findById(id));
    }

    /** The same of whom a read for that id found. */
    Optional<User> active(String id, Optional<User> found) {
        // A directory that compares without regard to case must not let one id pass for another.
        return found.filter(user -> user.id().equals(id) && isActive(user));
    }

    /** Tells whether neither the owner nor their tenant is disabled. */
    public boolean isActive(User user) {
        String tenant = user.tenant();
        return user.enabled() && (tenant == null || !isDisabled.test(tenant));
    }

    /**
     * What the owner's plan allows.
     *
     * @param credentialId of the API key that a request rests on; null where there is none
     * @return null when there are no plans
     */
    Plan.@Nullable Budget planOf(User owner, @Nullable String credentialId) {
        return plans == null
                ? null
                : plans.ofUser(owner.id(), owner.tenant(), credentialId, owner.attributes(), owner.roles());
    }

    /**
     * What the owner may do now with a credential.
     *
     * @param restriction the scopes the credential was given; null when it was given all of its owner's
     */
    public Rights rightsOf(User user, @Nullable ScopeSet restriction) {
        return within(user, restriction, roles.scopesOf(user.roles()));
    }

    /** Rights of a key of the user, without the scopes that are reserved for people. */
    Rights rightsOfKey(User user, @Nullable ScopeSet restriction) {
        return within(user, restriction, roles.scopesOfKey(user.roles()));
    }

    private Rights within(User user, @Nullable ScopeSet restriction, ScopeSet held) {
        if (restriction == null) {
            return new Rights(held, user.roles());
        }
        ScopeSet scopes = restriction.intersect(held);
        return new Rights(scopes, roles.within(user.roles(), scopes));
    }

    /**
     * The same in a login of theirs. Without the second factor that a role of theirs needs, a person can log in to enrol one, and
     * do nothing else.
     *
     * @param amr how the login was made
     */
    public Rights rightsOf(User user, @Nullable ScopeSet restriction, List<String> amr) {
        return rightsOf(user, lacksSecondFactor(user, amr) ? ScopeSet.none() : restriction);
    }

    /** Tells whether a role of theirs needs a second factor that a login which was made like this does not have. */
    public boolean lacksSecondFactor(User user, List<String> amr) {
        return !secondFactor.isMetBy(user.roles(), amr);
    }
}

package dev.sallyport.operator;

import dev.sallyport.page.Page;
import dev.sallyport.scope.RoleCatalog;
import dev.sallyport.scope.Scope;
import dev.sallyport.user.User;
import dev.sallyport.user.UserQuery;
import dev.sallyport.user.Users;
import java.util.Set;
import java.util.function.Predicate;

/** Looks for people who can do what one is about to lose. Safe for use by many threads. */
final class OtherPeople {
    private final Users users;
    private final RoleCatalog roles;

    OtherPeople(Users users, RoleCatalog roles) {
        this.users = users;
        this.roles = roles;
    }

    boolean holds(User user, Scope scope) {
        return user.enabled() && roles.scopesOf(user.roles()).contains(scope);
    }

    /**
     * Tells whether somebody else holds the scope, who can log in: somebody who has not set a password yet does not count, since their ticket
     * may run out.
     *
     * @param among all or some people
     * @param counts which of them count
     */
    boolean hold(Scope scope, String than, UserQuery among, Predicate<User> counts) {
        return roles.names().stream()
                .filter(role -> roles.scopesOf(Set.of(role)).contains(scope))
                .anyMatch(role -> isAnother(
                        among.withRole(role).withState(UserQuery.State.ENABLED).withLimit(Page.MAX_LIMIT),
                        user -> holds(user, scope)
                                && counts.test(user)
                                && !user.id().equals(than)
                                && users.hasPassword(user.id())));
    }

    private boolean isAnother(UserQuery asked, Predicate<User> counts) {
        UserQuery query = asked;
        while (true) {
            Page<User> page = users.list(query).orElseThrow();
            if (page.items().stream().anyMatch(counts)) {
                return true;
            }
            if (page.next() == null) {
                return false;
            }
            query = query.after(page.next());
        }
    }
}

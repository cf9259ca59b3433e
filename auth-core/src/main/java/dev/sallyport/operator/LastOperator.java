package dev.sallyport.operator;

import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.page.Page;
import dev.sallyport.scope.RoleCatalog;
import dev.sallyport.user.User;
import dev.sallyport.user.UserQuery;
import dev.sallyport.user.Users;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Protects the last operator who manages people: without one, nobody could become an operator again over HTTP. Safe for use by many
 * threads.
 */
final class LastOperator {
    private final Users users;
    private final RoleCatalog roles;

    LastOperator(Users users, RoleCatalog roles) {
        this.users = users;
        this.roles = roles;
    }

    /**
     * Refuses a change after which no operator of all tenants manages people. Called while no other operator changes anything.
     *
     * <p>Somebody who has not set a password yet does not count: their ticket may run out.
     *
     * @param after the person as they will be; disabled when they go
     */
    Optional<Refusal> refuse(User before, User after, String field) {
        boolean isLost = manages(before) && !manages(after);
        return isLost && !isAnotherThan(before.id())
                ? Optional.of(Refusal.invalid(List.of(new FieldError(
                        field, "last_operator", "Nobody else manages people: give somebody the role first."))))
                : Optional.empty();
    }

    private boolean manages(User user) {
        return user.enabled()
                && user.tenant() == null
                && roles.scopesOf(user.roles()).contains(OperatorArea.USERS.scope());
    }

    private boolean isAnotherThan(String id) {
        return roles.names().stream()
                .filter(role -> roles.scopesOf(Set.of(role)).contains(OperatorArea.USERS.scope()))
                .anyMatch(role -> hasAnother(role, id));
    }

    private boolean hasAnother(String role, String id) {
        UserQuery query = UserQuery.all()
                .withRole(role)
                .withState(UserQuery.State.ENABLED)
                .withLimit(Page.MAX_LIMIT);
        while (true) {
            Page<User> page = users.list(query).orElseThrow();
            if (page.items().stream()
                    .anyMatch(user -> manages(user) && !user.id().equals(id) && users.hasPassword(user.id()))) {
                return true;
            }
            if (page.next() == null) {
                return false;
            }
            query = query.after(page.next());
        }
    }
}

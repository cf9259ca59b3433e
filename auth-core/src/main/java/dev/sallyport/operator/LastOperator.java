package dev.sallyport.operator;

import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.Scope;
import dev.sallyport.user.User;
import dev.sallyport.user.UserQuery;
import java.util.List;
import java.util.Optional;

/**
 * Protects the last operator who manages people: without one, nobody could become an operator again over HTTP. Safe for use by many
 * threads.
 */
final class LastOperator {
    private static final Scope MANAGES = OperatorArea.USERS.scope();

    private final OtherPeople people;

    LastOperator(OtherPeople people) {
        this.people = people;
    }

    /**
     * Refuses a change after which no operator of all tenants manages people. Called while no other operator changes anything.
     *
     * @param after the person as they will be; disabled when they go
     */
    Optional<Refusal> refuse(User before, User after, String field) {
        boolean isLost = manages(before) && !manages(after);
        return isLost && !people.hold(MANAGES, before.id(), UserQuery.all(), this::manages)
                ? Optional.of(Refusal.invalid(List.of(new FieldError(
                        field, "last_operator", "Nobody else manages people: give somebody the role first."))))
                : Optional.empty();
    }

    private boolean manages(User user) {
        return user.tenant() == null && people.holds(user, MANAGES);
    }
}

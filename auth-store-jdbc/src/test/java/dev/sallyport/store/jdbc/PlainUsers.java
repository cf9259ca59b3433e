package dev.sallyport.store.jdbc;

import dev.sallyport.secret.Secret;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDirectory;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An application's own users, whose one password, {@link Nodes#PASSWORD}, costs nothing to look at: for tests that log in often and
 * look at something else than hashes. Immutable.
 *
 * @param exists tells of a login, which is the id as well, whether somebody has it
 */
record PlainUsers(Predicate<String> exists, Set<String> roles) implements UserDirectory {
    User user(String id) {
        return User.of(id, id).withRoles(roles);
    }

    @Override
    public Optional<User> findById(String id) {
        return exists.test(id) ? Optional.of(user(id)) : Optional.empty();
    }

    @Override
    public Optional<User> findByLogin(String login) {
        return findById(login);
    }

    @Override
    public boolean passwordMatches(@Nullable User user, Secret password) {
        return user != null && password.equals(Nodes.PASSWORD);
    }
}

package dev.sallyport.user;

import dev.sallyport.secret.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A user of the application's own directory whom a login names. For one login on one thread. */
final class ForeignLoginSubject implements LoginSubject {
    private final UserDirectory directory;
    private final @Nullable User user;
    private @Nullable Secret matched;

    ForeignLoginSubject(UserDirectory directory, String loginOrEmail) {
        this.directory = directory;
        this.user = directory.findByLogin(loginOrEmail).orElse(null);
    }

    @Override
    public Optional<User> user() {
        return Optional.ofNullable(user);
    }

    @Override
    public boolean passwordMatches(Secret password) {
        boolean matches = directory.passwordMatches(user, password);
        matched = matches ? password : null;
        return matches;
    }

    @Override
    public void accepted() {
        if (user != null && matched != null) {
            directory.passwordAccepted(user, matched);
        }
    }
}

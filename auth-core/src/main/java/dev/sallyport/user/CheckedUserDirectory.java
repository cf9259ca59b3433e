package dev.sallyport.user;

import dev.sallyport.caller.OwnerIds;
import dev.sallyport.change.StoreException;
import dev.sallyport.secret.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a foreign directory fail as a store does, so that whatever it throws is answered as "unavailable" and lets nobody in. Users with
 * an id of a service account or a tenant do not exist.
 * Safe for use by many threads.
 */
final class CheckedUserDirectory implements UserDirectory {
    private final UserDirectory directory;

    CheckedUserDirectory(UserDirectory directory) {
        this.directory = directory;
    }

    @Override
    public Optional<User> findById(String id) {
        return OwnerIds.isReserved(id) ? Optional.empty() : guarded(() -> directory.findById(id));
    }

    @Override
    public Optional<User> findByLogin(String loginOrEmail) {
        return guarded(() -> directory.findByLogin(loginOrEmail)).filter(user -> !OwnerIds.isReserved(user.id()));
    }

    @Override
    public boolean passwordMatches(@Nullable User user, Secret password) {
        return guarded(() -> directory.passwordMatches(user, password)) && user != null;
    }

    @Override
    public Duration longestCheck() {
        return guarded(directory::longestCheck);
    }

    @Override
    public void passwordAccepted(User user, Secret password) {
        directory.passwordAccepted(user, password);
    }

    private static <T> T guarded(Supplier<T> question) {
        try {
            return question.get();
        } catch (StoreException | HashingBusyException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new StoreException("The user directory failed", e);
        }
    }
}

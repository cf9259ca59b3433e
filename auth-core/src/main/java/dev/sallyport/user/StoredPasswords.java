package dev.sallyport.user;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The passwords of the users in the store: compared, and hashed anew where their hash is outdated. Safe for use by many threads. */
final class StoredPasswords {
    private final UserStore store;
    private final UserWrites writes;
    private final PasswordHashes hashes;
    private final PasswordPolicy policy;
    private final String nobody;

    /** @param nobody an id that no user has, looked for when there is none, so that it costs as much */
    StoredPasswords(UserStore store, UserWrites writes, PasswordHashes hashes, PasswordPolicy policy, String nobody) {
        this.store = store;
        this.writes = writes;
        this.hashes = hashes;
        this.policy = policy;
        this.nobody = nobody;
    }

    boolean matches(@Nullable User user, Secret password) {
        Optional<StoredUser> stored = store.findById(user == null ? nobody : user.id());
        PasswordHashes.Match match = hashes.verify(
                password,
                stored.map(StoredUser::passwordHash).map(Secret::reveal).orElse(""));
        return match != PasswordHashes.Match.NO;
    }

    /** @param together work that belongs to the change, run in its transaction */
    Outcome<User> set(User user, Secret password, Actor by, Runnable together) {
        List<FieldError> errors = policy.check("password", password, user.login(), user.email());
        if (!errors.isEmpty()) {
            return Outcome.refused(Refusal.invalid(errors));
        }
        Secret hash = hashes.hash(password);
        return writes.update(
                user.id(),
                AuditEvent.Type.PASSWORD_CHANGED,
                current -> new StoredUser(current.user(), hash, current.version()),
                by,
                together);
    }

    void accepted(User user, Secret password) {
        store.findById(user.id())
                .filter(stored -> hashes.isOutdated(stored.passwordHash().reveal()))
                .filter(stored -> hashes.verify(password, stored.passwordHash().reveal()) != PasswordHashes.Match.NO)
                .ifPresent(stored -> writes.rehash(stored, hashes.hash(password)));
    }
}

package dev.sallyport.user;

import dev.sallyport.secret.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A user of the stores whom a login names. For one login on one thread. */
final class StoredLoginSubject implements LoginSubject {
    private final @Nullable StoredUser stored;
    private final PasswordHashes hashes;
    private final UserWrites writes;
    private @Nullable Secret outdated;

    /** @param stored null when the name is unknown */
    StoredLoginSubject(@Nullable StoredUser stored, PasswordHashes hashes, UserWrites writes) {
        this.stored = stored;
        this.hashes = hashes;
        this.writes = writes;
    }

    @Override
    public Optional<User> user() {
        return Optional.ofNullable(stored).map(StoredUser::user);
    }

    @Override
    public String passwordMark() {
        return stored == null ? "" : stored.passwordHash().digest().hex();
    }

    @Override
    public boolean passwordMatches(Secret password) {
        PasswordHashes.Match match = hashes.verify(
                password, stored == null ? "" : stored.passwordHash().reveal());
        outdated = match == PasswordHashes.Match.YES_NEEDS_REHASH ? password : null;
        return match != PasswordHashes.Match.NO;
    }

    /** Replaces an outdated hash, unless the user changed since they were read: a password that was set meanwhile wins. */
    @Override
    public void accepted() {
        if (stored != null && outdated != null) {
            writes.rehash(stored, hashes.hash(outdated));
        }
    }
}

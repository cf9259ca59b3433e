package dev.sallyport.user;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.environment.Environment;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.page.Page;
import dev.sallyport.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The users in the store. Safe for use by many threads. Whoever calls this has the application's own authority: nothing here
 * asks who the caller is.
 *
 * <p>What was answered with success is durable, and is recorded as a change of its owner in the same transaction, so that what
 * was verified about them is dropped on every node. Passwords are kept as Argon2id hashes only.
 *
 * <p>Every method throws {@link dev.sallyport.change.StoreException} when the store fails, and those that take a password
 * {@link HashingBusyException} when too many passwords are being hashed.
 */
public final class Users implements UserDirectory {
    private final UserStore store;
    private final UserWrites writes;
    private final UserCreation creation;
    private final StoredPasswords passwords;
    private final PasswordHashes hashes;
    private final UserRemoval removal;

    /** @param roles which roles can be given to a user */
    Users(
            UserStore store,
            PasswordHashes hashes,
            PasswordPolicy policy,
            AssignableRoles roles,
            UserRemoval removal,
            Environment environment) {
        UserCheck rules = new UserCheck(roles);
        this.store = store;
        this.hashes = hashes;
        this.removal = removal;
        this.writes = new UserWrites(store, rules, removal.belongings(), environment);
        this.creation = new UserCreation(writes, hashes, policy, rules, environment.random());
        this.passwords = new StoredPasswords(store, writes, hashes, policy, creation.newId());
    }

    /**
     * Creates a user, enabled. Refused with one error a field: {@code login} and {@code email} are {@code taken} when any user
     * has them as either.
     */
    @CheckReturnValue
    public Outcome<User> create(NewUser wanted, Actor by) {
        return create(wanted, by, user -> {});
    }

    /**
     * Creates a user as {@link #create(NewUser, Actor)} does, together with other work.
     *
     * @param together work that belongs to the creation, such as the end of an invitation: run in its transaction, perhaps more than once
     */
    @CheckReturnValue
    public Outcome<User> create(NewUser wanted, Actor by, Consumer<User> together) {
        return creation.create(wanted, by, together);
    }

    /**
     * Creates a user whose password hash comes from elsewhere: Argon2, bcrypt, scrypt or PBKDF2 as PHC strings, or as Spring,
     * Django, Laravel, Werkzeug and passlib write them; others are refused with the list of those. The password itself, unknown
     * here, is not held against the policy; it is hashed anew at the next login.
     *
     * @throws IllegalArgumentException when {@code wanted} has a password as well
     */
    @CheckReturnValue
    public Outcome<User> importHashed(NewUser wanted, Secret passwordHash, Actor by) {
        return creation.importHashed(wanted, passwordHash, by);
    }

    /**
     * The user of that login, created when there is none; one that exists stays as they are. For what an application sets up
     * each time it starts. Login and e-mail are brought to the form in which they are stored: composed (NFC), without space around.
     *
     * @throws IllegalArgumentException when the user cannot be created; the message names the fields and what each must be
     */
    public User createIfAbsent(NewUser wanted) {
        return creation.createIfAbsent(wanted, this::findByLogin);
    }

    /**
     * Changes a user. The function gets what they are now and answers what they shall be; it may run more than once.
     *
     * @return refused when there is no such user, or by field as in {@link #create}
     * @throws IllegalArgumentException when the function changes the id
     */
    @CheckReturnValue
    public Outcome<User> update(String id, UnaryOperator<User> change, Actor by) {
        return writes.update(
                id,
                AuditEvent.Type.USER_CHANGED,
                current -> {
                    User changed = change.apply(current.user());
                    if (!changed.id().equals(id)) {
                        throw new IllegalArgumentException("The id of a user never changes");
                    }
                    return withUser(current, changed);
                },
                by,
                () -> {});
    }

    /** Changes the login of a user. Refused when there is no such user, or under {@code login} as in {@link #create}. */
    @CheckReturnValue
    public Outcome<User> rename(String id, String login, Actor by) {
        return update(id, user -> user.withLogin(login), by);
    }

    /**
     * Changes the e-mail of a user. Refused when there is no such user, or under {@code email} as in {@link #create}.
     *
     * @param email null for none
     */
    @CheckReturnValue
    public Outcome<User> setEmail(String id, @Nullable String email, Actor by) {
        return update(id, user -> user.withEmail(email), by);
    }

    /** Lists a page of users. Refused by field when the text is invalid or the cursor belongs to another query. */
    @CheckReturnValue
    public Outcome<Page<User>> list(UserQuery query) {
        List<FieldError> errors = query.errors();
        return errors.isEmpty()
                ? Outcome.done(store.list(query).map(StoredUser::user))
                : Outcome.refused(Refusal.invalid(errors));
    }

    /** Deletes a user who has no live keys, as {@link #delete(String, UserDeletion, Actor)} does. */
    @CheckReturnValue
    public Outcome<User> delete(String id, Actor by) {
        return delete(id, UserDeletion.withoutKeys(), by);
    }

    /**
     * Deletes a user and, in the same transaction, their data in every application on these stores: names, keys, sessions with their
     * refresh tokens and cookies, the second factor, and failed logins. The audit log keeps their id. Their credentials stop working at
     * once on this node, and on the others when they learn of the change.
     *
     * @return the deleted user; refused when there is no such user, and under {@code owner} as {@code has_keys} when they have live
     *     keys that are neither to be revoked nor transferred
     */
    @CheckReturnValue
    public Outcome<User> delete(String id, UserDeletion how, Actor by) {
        return removal.delete(id, how, by);
    }

    /**
     * Exports all data kept about one person, as JSON: the user, whether and since when there is a second factor, API keys, sessions,
     * and the newest 10,000 audit events that concern them, of every application on these stores. It contains personal data but no
     * secrets. Failed logins are counted by keyed hashes and belong to nobody. Refused when there is no such user.
     */
    @CheckReturnValue
    public Outcome<String> export(String id) {
        return removal.export(id);
    }

    /** Replaces all roles of a user. Refused when there is no such user, or no such role. */
    @CheckReturnValue
    public Outcome<User> setRoles(String id, Set<String> roles, Actor by) {
        return update(id, user -> user.withRoles(roles), by);
    }

    /** Stops every credential of theirs at once, and logins that are under way. Refused when there is no such user. */
    @CheckReturnValue
    public Outcome<User> disable(String id, Actor by) {
        return writes.update(
                id,
                AuditEvent.Type.USER_DISABLED,
                current -> withUser(current, current.user().withEnabled(false)),
                by,
                () -> {});
    }

    /** Lets their credentials work again that were not revoked meanwhile. Refused when there is no such user. */
    @CheckReturnValue
    public Outcome<User> enable(String id, Actor by) {
        return writes.update(
                id,
                AuditEvent.Type.USER_CHANGED,
                current -> withUser(current, current.user().withEnabled(true)),
                by,
                () -> {});
    }

    /**
     * Sets a password without asking for the current one: for an administrator, or after the caller asked. Sessions that are
     * open stay open; logins that began with the old password open none. Refused when there is no such user, or under the field
     * {@code password} by the policy.
     */
    @CheckReturnValue
    public Outcome<User> setPassword(String id, Secret password, Actor by) {
        return setPassword(id, password, by, () -> {});
    }

    /**
     * The same.
     *
     * @param together what belongs to the change, such as the end of other sessions: run in its transaction, perhaps more than
     *     once
     */
    @CheckReturnValue
    public Outcome<User> setPassword(String id, Secret password, Actor by, Runnable together) {
        return findById(id)
                .map(user -> passwords.set(user, password, by, together))
                .orElseGet(() -> Outcome.refused(Refusal.notFound()));
    }

    /** Tells whether a password opens the account: not before its user has set one. */
    public boolean hasPassword(String id) {
        return UserCheck.isId(id)
                && store.findById(id)
                        .filter(stored -> !stored.passwordHash().reveal().isEmpty())
                        .isPresent();
    }

    @Override
    public Optional<User> findById(String id) {
        return UserCheck.isId(id) ? store.findById(id).map(StoredUser::user) : Optional.empty();
    }

    @Override
    public Optional<User> findByLogin(String loginOrEmail) {
        String login = UserCheck.composed(loginOrEmail);
        return UserCheck.isLogin(login) ? store.findByLogin(login).map(StoredUser::user) : Optional.empty();
    }

    /** Whom a login names, read once with the hash of their password. */
    LoginSubject loginSubject(String loginOrEmail) {
        String login = UserCheck.composed(loginOrEmail);
        StoredUser stored = UserCheck.isLogin(login) ? store.findByLogin(login).orElse(null) : null;
        return new StoredLoginSubject(stored, hashes, writes);
    }

    /**
     * {@inheritDoc}
     *
     * <p>For an unknown user and for one without a password, one row is read and one hash with the current parameters is
     * computed, as for everybody else. A hash that was imported takes its own time until the first login replaces it; {@link
     * #longestCheck} lets the caller hide that.
     */
    @Override
    public boolean passwordMatches(@Nullable User user, Secret password) {
        return passwords.matches(user, password);
    }

    @Override
    public Duration longestCheck() {
        return hashes.longest();
    }

    int hashing() {
        return hashes.underWay();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Replaces an outdated hash, as an imported one is. It is compared once more, since a password may have been set
     * meanwhile; a current hash costs one read and no hashing.
     */
    @Override
    public void passwordAccepted(User user, Secret password) {
        passwords.accepted(user, password);
    }

    private static StoredUser withUser(StoredUser current, User user) {
        return new StoredUser(user, current.passwordHash(), current.version());
    }
}

package dev.sallyport.user;

import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.caller.FieldError;
import dev.sallyport.caller.Outcome;
import dev.sallyport.caller.Refusal;
import dev.sallyport.change.Change;
import dev.sallyport.change.Transactions;
import dev.sallyport.secret.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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
    private static final System.Logger LOG = System.getLogger(Users.class.getName());

    private static final int ID_BYTES = 16;

    /** Two people editing one user at the same time meet rarely; five times in a row is no accident. */
    private static final int TRIES = 5;

    private final UserStore store;
    private final Transactions transactions;
    private final PasswordHashes hashes;
    private final PasswordPolicy policy;
    private final UserRules rules;
    private final InstantSource time;
    private final SecureRandom random;
    private final AuditSink audit;
    private final String nobody;

    /** @param roles names of all roles there are; no other can be given to a user */
    public Users(
            UserStore store,
            Transactions transactions,
            PasswordHashes hashes,
            PasswordPolicy policy,
            Set<String> roles,
            InstantSource time,
            SecureRandom random,
            AuditSink audit) {
        this.store = store;
        this.transactions = transactions;
        this.hashes = hashes;
        this.policy = policy;
        this.rules = new UserRules(roles);
        this.time = time;
        this.random = random;
        this.audit = audit;
        this.nobody = randomId();
    }

    /**
     * Creates a user, enabled. Refused with one error a field: {@code login} and {@code email} are {@code taken} when any user
     * has them as either.
     */
    public Outcome<User> create(NewUser wanted) {
        User user = userOf(wanted);
        List<FieldError> errors = new ArrayList<>(rules.check(user));
        Secret password = wanted.password();
        if (password != null) {
            errors.addAll(policy.check("password", password, user.login(), user.email()));
        }
        if (!errors.isEmpty()) {
            return Outcome.refused(Refusal.invalid(errors));
        }
        return insert(user, password == null ? "" : hashes.hash(password));
    }

    /**
     * Creates a user whose password hash comes from elsewhere: Argon2, bcrypt, scrypt or PBKDF2 as {@link PasswordHashes}
     * reads them. The password itself, unknown here, is not held against the policy; it is hashed anew at the next login.
     *
     * @throws IllegalArgumentException when {@code wanted} has a password as well
     */
    public Outcome<User> importHashed(NewUser wanted, String passwordHash) {
        if (wanted.password() != null) {
            throw new IllegalArgumentException("Import a user with a hash, or create one with a password: not both");
        }
        User user = userOf(wanted);
        List<FieldError> errors = new ArrayList<>(rules.check(user));
        if (!hashes.understands(passwordHash)) {
            errors.add(new FieldError("passwordHash", "invalid", "This is no password hash that can be verified."));
        }
        return errors.isEmpty() ? insert(user, passwordHash) : Outcome.refused(Refusal.invalid(errors));
    }

    /**
     * The user of that login, created when there is none; one that exists stays as they are. For what an application sets up
     * each time it starts.
     *
     * @throws IllegalArgumentException when the user cannot be created; the message names the fields
     */
    public User createIfAbsent(NewUser wanted) {
        Optional<User> present = findByLogin(wanted.login());
        if (present.isPresent()) {
            return present.get();
        }
        // Another node may have been faster: then the login is taken by now, by the user that was wanted.
        return create(wanted)
                .fold(
                        user -> user,
                        refusal -> findByLogin(wanted.login())
                                .orElseThrow(() -> new IllegalArgumentException("This user cannot be created: "
                                        + refusal.errors().stream()
                                                .map(error -> error.field() + " " + error.code())
                                                .collect(Collectors.joining(", ")))));
    }

    /**
     * Changes a user. The function gets what they are now and answers what they shall be; it may run more than once.
     *
     * @return refused when there is no such user, or by field as in {@link #create}
     * @throws IllegalArgumentException when the function changes the id
     */
    public Outcome<User> update(String id, UnaryOperator<User> change) {
        return update(id, AuditEvent.Type.USER_CHANGED, current -> {
            User changed = change.apply(current.user());
            if (!changed.id().equals(id)) {
                throw new IllegalArgumentException("The id of a user never changes");
            }
            return new StoredUser(changed, current.passwordHash(), current.version() + 1);
        });
    }

    /** Replaces all roles of a user. Refused when there is no such user, or no such role. */
    public Outcome<User> setRoles(String id, Set<String> roles) {
        return update(
                id,
                user -> new User(
                        id,
                        user.login(),
                        user.email(),
                        user.name(),
                        user.tenant(),
                        roles,
                        user.attributes(),
                        user.enabled()));
    }

    /** Stops every credential of theirs at once. Refused when there is no such user. */
    public Outcome<User> disable(String id) {
        return update(id, AuditEvent.Type.USER_DISABLED, current -> withEnabled(current, false));
    }

    /** Lets their credentials work again that were not revoked meanwhile. Refused when there is no such user. */
    public Outcome<User> enable(String id) {
        return update(id, AuditEvent.Type.USER_CHANGED, current -> withEnabled(current, true));
    }

    /**
     * Sets a password without asking for the current one: for an administrator, or after the caller asked. Sessions that are
     * open stay open. Refused when there is no such user, or under the field {@code password} by the policy.
     */
    public Outcome<User> setPassword(String id, Secret password) {
        Optional<User> user = findById(id);
        if (user.isEmpty()) {
            return Outcome.refused(Refusal.notFound());
        }
        List<FieldError> errors = policy.check(
                "password", password, user.get().login(), user.get().email());
        if (!errors.isEmpty()) {
            return Outcome.refused(Refusal.invalid(errors));
        }
        String hash = hashes.hash(password);
        return update(
                id,
                AuditEvent.Type.PASSWORD_CHANGED,
                current -> new StoredUser(current.user(), hash, current.version() + 1));
    }

    @Override
    public Optional<User> findById(String id) {
        return UserRules.isId(id) ? store.findById(id).map(StoredUser::user) : Optional.empty();
    }

    @Override
    public Optional<User> findByLogin(String loginOrEmail) {
        return UserRules.isLogin(loginOrEmail)
                ? store.findByLogin(loginOrEmail).map(StoredUser::user)
                : Optional.empty();
    }

    /**
     * {@inheritDoc}
     *
     * <p>For an unknown user and for one without a password, one row is read and one hash with the current parameters is
     * computed, as for everybody else. A hash that was imported takes its own time until the first login replaces it; that
     * difference is for the caller to hide by answering on a fixed time grid.
     */
    @Override
    public boolean passwordMatches(@Nullable User user, Secret password) {
        Optional<StoredUser> stored = store.findById(user == null ? nobody : user.id());
        PasswordHashes.Match match =
                hashes.verify(password, stored.map(StoredUser::passwordHash).orElse(""));
        if (stored.isPresent() && match == PasswordHashes.Match.YES_NEEDS_REHASH) {
            rehash(stored.get(), password);
        }
        return match != PasswordHashes.Match.NO;
    }

    /** Only if nobody changed the user meanwhile: a password set in between must win. */
    private void rehash(StoredUser old, Secret password) {
        try {
            StoredUser renewed = new StoredUser(old.user(), hashes.hash(password), old.version() + 1);
            if (transactions.inTransaction(transaction -> store.update(renewed))) {
                audit(AuditEvent.Type.PASSWORD_REHASHED, old.user().id());
            }
        } catch (RuntimeException e) {
            // The password was right, so the login goes on; the next one tries again.
            LOG.log(System.Logger.Level.WARNING, "A password could not be hashed anew; the next login tries again", e);
        }
    }

    private Outcome<User> insert(User user, String passwordHash) {
        boolean inserted = transactions.inTransaction(transaction -> {
            boolean written = store.insert(new StoredUser(user, passwordHash, 0));
            if (written) {
                transaction.changed(Change.owner(user.id()));
            }
            return written;
        });
        if (!inserted) {
            return Outcome.refused(Refusal.invalid(taken(user, true)));
        }
        audit(AuditEvent.Type.USER_CREATED, user.id());
        return Outcome.done(user);
    }

    private Outcome<User> update(String id, AuditEvent.Type type, UnaryOperator<StoredUser> change) {
        for (int i = 0; i < TRIES; i++) {
            Optional<StoredUser> current = UserRules.isId(id) ? store.findById(id) : Optional.empty();
            if (current.isEmpty()) {
                return Outcome.refused(Refusal.notFound());
            }
            StoredUser changed = change.apply(current.get());
            List<FieldError> errors = rules.check(changed.user());
            if (errors.isEmpty() && write(changed)) {
                audit(type, id);
                return Outcome.done(changed.user());
            }
            if (errors.isEmpty()) {
                errors = taken(changed.user(), false);
            }
            if (!errors.isEmpty()) {
                return Outcome.refused(Refusal.invalid(errors));
            }
        }
        return Outcome.refused(Refusal.unavailable(Duration.ofSeconds(1)));
    }

    private boolean write(StoredUser changed) {
        return transactions.inTransaction(transaction -> {
            boolean written = store.update(changed);
            if (written) {
                transaction.changed(Change.owner(changed.user().id()));
            }
            return written;
        });
    }

    /** What stands in the way of this user, by field. */
    private List<FieldError> taken(User user, boolean isNew) {
        List<FieldError> errors = new ArrayList<>();
        if (isNew && store.findById(user.id()).isPresent()) {
            errors.add(new FieldError("id", "taken", "Another user has this id."));
        }
        if (isOthers(user.login(), user.id(), isNew)) {
            errors.add(new FieldError("login", "taken", "Another user has this login or e-mail."));
        }
        if (user.email() != null && isOthers(user.email(), user.id(), isNew)) {
            errors.add(new FieldError("email", "taken", "Another user has this login or e-mail."));
        }
        return errors;
    }

    private boolean isOthers(String name, String id, boolean isNew) {
        return store.findByLogin(name)
                .filter(other -> isNew || !other.user().id().equals(id))
                .isPresent();
    }

    private User userOf(NewUser wanted) {
        return new User(
                wanted.id() == null ? randomId() : wanted.id(),
                wanted.login(),
                wanted.email(),
                wanted.name(),
                wanted.tenant(),
                wanted.roles(),
                wanted.attributes(),
                true);
    }

    private static StoredUser withEnabled(StoredUser current, boolean enabled) {
        User user = current.user();
        User changed = new User(
                user.id(),
                user.login(),
                user.email(),
                user.name(),
                user.tenant(),
                user.roles(),
                user.attributes(),
                enabled);
        return new StoredUser(changed, current.passwordHash(), current.version() + 1);
    }

    private String randomId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void audit(AuditEvent.Type type, String owner) {
        try {
            audit.record(new AuditEvent(time.instant(), type, null, owner, null, null, Map.of()));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "The audit sink failed on " + type, e);
        }
    }
}

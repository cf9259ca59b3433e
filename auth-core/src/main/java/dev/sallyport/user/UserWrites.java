package dev.sallyport.user;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.change.Change;
import dev.sallyport.change.Transactions;
import dev.sallyport.environment.Environment;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Writes users: checked, with their change and their record in one transaction. Safe for use by many threads.
 */
final class UserWrites {
    /** Two people editing one user at the same time meet rarely; five times in a row is no accident. */
    private static final int TRIES = 5;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final UserStore store;
    private final Transactions transactions;
    private final UserCheck rules;
    private final UserBelongings belongings;
    private final InstantSource clock;
    private final AuditSink audit;

    UserWrites(UserStore store, UserCheck rules, UserBelongings belongings, Environment environment) {
        this.store = store;
        this.rules = rules;
        this.belongings = belongings;
        this.transactions = environment.transactions();
        this.clock = environment.clock();
        this.audit = environment.audit();
    }

    /**
     * Inserts a user who has been checked. Refused by field when a name is taken.
     *
     * @param together other work of the transaction
     */
    Outcome<User> insert(User user, Secret passwordHash, Actor by, Consumer<User> together) {
        boolean inserted = transactions.inTransaction(transaction -> {
            boolean written = store.insert(new StoredUser(user, passwordHash, 0));
            if (written) {
                transaction.changed(Change.owner(user.id()));
                record(AuditEvent.Type.USER_CREATED, user.id(), by);
                together.accept(user);
            }
            return written;
        });
        return inserted ? Outcome.done(user) : Outcome.refused(Refusal.invalid(taken(user, true)));
    }

    /**
     * Reads, changes, checks and writes, again while somebody else was faster.
     *
     * @param change keeps the version; it is counted up here
     * @param together other work of the transaction of the change
     */
    Outcome<User> update(
            String id, AuditEvent.Type type, UnaryOperator<StoredUser> change, Actor by, Runnable together) {
        for (int i = 0; i < TRIES; i++) {
            Optional<StoredUser> current = UserCheck.isId(id) ? store.findById(id) : Optional.empty();
            if (current.isEmpty()) {
                return Outcome.refused(Refusal.notFound());
            }
            StoredUser wanted = change.apply(current.get());
            if (wanted.equals(current.get())) {
                // What changes nothing writes nothing.
                return Outcome.done(wanted.user());
            }
            StoredUser changed = next(wanted);
            List<FieldError> errors = rules.checkChange(current.get().user(), changed.user());
            if (errors.isEmpty()) {
                if (write(changed, type, by, withEnds(current.get(), changed, together))) {
                    return Outcome.done(changed.user());
                }
                errors = taken(changed.user(), false);
            }
            if (!errors.isEmpty()) {
                return Outcome.refused(Refusal.invalid(errors));
            }
        }
        return Outcome.refused(Refusal.unavailable(RETRY_AFTER));
    }

    /**
     * Replaces the hash of the same password, unless anything about the user changed meanwhile: a password set in between must
     * win. No change of the owner: what was verified about them still holds.
     */
    void rehash(StoredUser old, Secret passwordHash) {
        StoredUser renewed = next(new StoredUser(old.user(), passwordHash, old.version()));
        transactions.inTransaction(transaction -> {
            boolean written = store.update(renewed);
            if (written) {
                record(AuditEvent.Type.PASSWORD_REHASHED, old.user().id(), Actor.application());
            }
            return written;
        });
    }

    private static StoredUser next(StoredUser user) {
        return new StoredUser(user.user(), user.passwordHash(), user.version() + 1);
    }

    private boolean write(StoredUser changed, AuditEvent.Type type, Actor by, Runnable together) {
        return transactions.inTransaction(transaction -> {
            transaction.lockOwner(changed.user().id());
            boolean written = store.update(changed);
            if (written) {
                transaction.changed(Change.owner(changed.user().id()));
                record(type, changed.user().id(), by);
                together.run();
            }
            return written;
        });
    }

    /** Adds the end of other ways in, after the work that redeems a ticket, since the change ends the other tickets. */
    private Runnable withEnds(StoredUser before, StoredUser after, Runnable together) {
        User old = before.user();
        User now = after.user();
        boolean sameAccess = before.passwordHash().equals(after.passwordHash())
                && old.login().equals(now.login())
                && Objects.equals(old.email(), now.email())
                && (now.enabled() || !old.enabled())
                && old.roles().containsAll(now.roles())
                && Objects.equals(old.tenant(), now.tenant());
        return () -> {
            together.run();
            if (!sameAccess) {
                belongings.accessChanged(now.id());
            }
            if (!Objects.equals(old.tenant(), now.tenant())) {
                belongings.tenantChanged(now.id(), now.tenant());
            }
        };
    }

    /** What stands in the way of this user, by field. */
    private List<FieldError> taken(User user, boolean isNew) {
        List<FieldError> errors = new ArrayList<>();
        if (isNew && store.findById(user.id()).isPresent()) {
            errors.add(new FieldError("id", "taken", "Another user has this id."));
        }
        if (isOthers(user.login(), user.id())) {
            errors.add(new FieldError("login", "taken", "Another user has this login or e-mail."));
        }
        if (user.email() != null && isOthers(user.email(), user.id())) {
            errors.add(new FieldError("email", "taken", "Another user has this login or e-mail."));
        }
        return errors;
    }

    private boolean isOthers(String name, String id) {
        return store.findByLogin(name)
                .filter(other -> !other.user().id().equals(id))
                .isPresent();
    }

    private void record(AuditEvent.Type type, String owner, Actor by) {
        audit.record(by.event(clock.instant(), type, owner, null, Map.of()));
    }
}

package dev.sallyport.operator;

import dev.sallyport.account.NewTicket;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.authenticate.Features;
import dev.sallyport.caller.Caller;
import dev.sallyport.grant.Accounts;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.page.Page;
import dev.sallyport.session.Sessions;
import dev.sallyport.user.NewUser;
import dev.sallyport.user.SecondFactors;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDeletion;
import dev.sallyport.user.UserQuery;
import dev.sallyport.user.Users;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Operator actions on people. An operator with a tenant sees only the people of that tenant, and no operator changes a person who holds
 * more. No action sets a password: the person does, with a ticket. Safe for use by many threads.
 */
@CheckReturnValue
public final class OperatorUsers {
    /**
     * A person who was just created, and the ticket with which they set their password, which is shown only here. Immutable.
     *
     * @param ticket null where the application has no tickets
     */
    public record Created(User user, @Nullable NewTicket ticket) {}

    private final OperatorRights rights;
    private final GrantRule grants;
    private final LastOperator lastOperator;
    private final LastManager lastManager;
    private final Users users;
    private final Sessions sessions;
    private final SecondFactors secondFactors;
    private final @Nullable Accounts accounts;

    /** @param accounts null when {@code accounts(…)} is off */
    OperatorUsers(
            OperatorRights rights, GrantRule grants, Users users, Features features, @Nullable Accounts accounts) {
        this.rights = rights;
        this.grants = grants;
        OtherPeople people = new OtherPeople(users, features.roles());
        this.lastOperator = new LastOperator(people);
        this.lastManager = new LastManager(people, features.apiKeys());
        this.users = users;
        this.sessions = features.sessions().sessions();
        this.secondFactors = features.users().secondFactors();
        this.accounts = accounts;
    }

    /** Lists a page of people. Refused as not found when the query names another tenant than the operator's. */
    public Outcome<Page<User>> list(Caller caller, UserQuery query) {
        return rights.reading(
                caller,
                OperatorArea.USERS,
                operator -> operator.narrowed(query.tenant(), query, query::withTenant)
                        .flatMap(users::list));
    }

    public Outcome<User> get(Caller caller, String id) {
        return rights.reading(caller, OperatorArea.USERS, operator -> visible(operator, id));
    }

    /**
     * Creates a person without a password, and the ticket with which they set one. Refused by field as {@link Users#create} is, and
     * under {@code roles} when the operator does not hold what they grant. A person created by an operator with a tenant belongs to
     * that tenant.
     *
     * @param mail whether the ticket is mailed as well, where there is a mailer
     */
    public Outcome<Created> create(Caller caller, NewUser wanted, boolean mail, String address) {
        Outcome<Created> created = rights.changing(
                caller,
                OperatorArea.USERS,
                operator -> operator.narrowed(wanted.tenant(), wanted, wanted::withTenant)
                        .flatMap(placed -> grants.refuseRoles(operator, Set.of(), placed.roles())
                                .or(() -> grants.refuseAttributes(operator, Map.of(), placed.attributes()))
                                .<Outcome<User>>map(Outcome::refused)
                                .orElseGet(() -> users.create(placed, operator.at(address))))
                        .flatMap(user -> withTicket(user, operator.at(address))));
        return created.map(made -> mailed(made, mail));
    }

    /** Issues a new ticket with which the person sets their password; refused as not found where there are no tickets. */
    public Outcome<NewTicket> enrol(Caller caller, String id, boolean mail, String address) {
        return changing(caller, id, (operator, user) -> withTicket(user, operator.at(address)))
                .flatMap(made -> {
                    NewTicket ticket = mailed(made, mail).ticket();
                    return ticket == null ? Outcome.refused(Refusal.notFound()) : Outcome.done(ticket);
                });
    }

    private Outcome<Created> withTicket(User user, Actor by) {
        return accounts == null
                ? Outcome.done(new Created(user, null))
                : accounts.enrol(user.id(), by).map(ticket -> new Created(user, ticket));
    }

    /** Once all is committed: a mail cannot be taken back. */
    private Created mailed(Created made, boolean mail) {
        NewTicket ticket = made.ticket();
        return mail && accounts != null && ticket != null
                ? new Created(made.user(), accounts.mail(made.user(), ticket))
                : made;
    }

    /** Changes a person; the function gets their current state, and may run more than once. Refused by field. */
    public Outcome<User> update(Caller caller, String id, UnaryOperator<User> change, String address) {
        return changing(caller, id, (operator, user) -> {
            AtomicReference<@Nullable Refusal> refused = new AtomicReference<>();
            Outcome<User> outcome = users.update(
                    id,
                    current -> {
                        User wanted = change.apply(current);
                        refused.set(refuse(operator, current, wanted).orElse(null));
                        return refused.get() == null ? wanted : current;
                    },
                    operator.at(address));
            Refusal refusal = refused.get();
            return refusal == null ? outcome : Outcome.refused(refusal);
        });
    }

    /** Checks the change again in its transaction, since the person may have changed meanwhile. */
    private Optional<Refusal> refuse(Operator operator, User before, User after) {
        boolean leavesTenant = !Objects.equals(before.tenant(), after.tenant());
        if (leavesTenant && !operator.isOfAll()) {
            return Optional.of(Refusal.invalid(List.of(new FieldError(
                    "tenant", "not_held", "Only an operator of all tenants may move a person to another one."))));
        }
        return grants.refuseStronger(operator, before)
                .or(() -> grants.refuseRoles(operator, before.roles(), after.roles()))
                .or(() -> grants.refuseAttributes(operator, before.attributes(), after.attributes()))
                .or(() -> lastOperator.refuse(before, after, leavesTenant ? "tenant" : "roles"))
                .or(() -> lastManager.refuse(before, after));
    }

    /** Disables a person and all of their credentials at once. */
    public Outcome<User> disable(Caller caller, String id, String address) {
        return changing(
                caller,
                id,
                (operator, user) -> refuseEnd(user)
                        .<Outcome<User>>map(Outcome::refused)
                        .orElseGet(() -> users.disable(id, operator.at(address))));
    }

    private Optional<Refusal> refuseEnd(User user) {
        User gone = user.withEnabled(false);
        return lastOperator.refuse(user, gone, "id").or(() -> lastManager.refuse(user, gone));
    }

    /** Enables a person again, with the credentials that were not revoked meanwhile. */
    public Outcome<User> enable(Caller caller, String id, String address) {
        return changing(caller, id, (operator, user) -> users.enable(id, operator.at(address)));
    }

    /** Ends all sessions of a person in this application, including those of their keys; returns how many. */
    public Outcome<Integer> endSessions(Caller caller, String id, String address) {
        return changing(
                caller,
                id,
                (operator, user) ->
                        Outcome.done(sessions.endByOwner(id, AuditEvent.Type.SESSION_ENDED, operator.at(address))));
    }

    /** Removes a second factor whose device is lost; the sessions stay open. Does nothing when there is none. */
    public Outcome<User> resetSecondFactor(Caller caller, String id, String address) {
        return changing(caller, id, (operator, user) -> {
            secondFactors.disable(id, operator.at(address));
            return Outcome.done(user);
        });
    }

    /**
     * Deletes a person and their data; the audit log keeps the id.
     *
     * @param revokeKeys whether to revoke their keys; if not, refused under {@code owner} while they have live ones
     */
    public Outcome<User> delete(Caller caller, String id, boolean revokeKeys, String address) {
        UserDeletion how = revokeKeys ? UserDeletion.revokingKeys() : UserDeletion.withoutKeys();
        return changing(
                caller,
                id,
                (operator, user) -> refuseEnd(user)
                        .<Outcome<User>>map(Outcome::refused)
                        .orElseGet(() -> users.delete(id, how, operator.at(address))));
    }

    /**
     * All that is kept about a person, as JSON, for somebody who may look at keys and audit events, too. It is a matter of the audit
     * who read it.
     */
    public Outcome<String> export(Caller caller, String id, String address) {
        return changing(
                caller,
                id,
                (operator, user) -> rights.mayRead(operator.caller(), OperatorArea.KEYS)
                        .or(() -> rights.mayRead(operator.caller(), OperatorArea.AUDIT))
                        .<Outcome<String>>map(Outcome::refused)
                        .orElseGet(() -> {
                            rights.record(AuditEvent.Type.USER_EXPORTED, id, operator.at(address));
                            return users.export(id);
                        }));
    }

    private <T> Outcome<T> changing(Caller caller, String id, BiFunction<Operator, User, Outcome<T>> work) {
        return rights.changing(
                caller,
                OperatorArea.USERS,
                id,
                operator -> visible(operator, id)
                        .flatMap(user -> grants.refuseStronger(operator, user)
                                .<Outcome<T>>map(Outcome::refused)
                                .orElseGet(() -> work.apply(operator, user))));
    }

    private Outcome<User> visible(Operator operator, String id) {
        return users.findById(id)
                .filter(user -> operator.covers(user.tenant()))
                .<Outcome<User>>map(Outcome::done)
                .orElseGet(() -> Outcome.refused(Refusal.notFound()));
    }
}

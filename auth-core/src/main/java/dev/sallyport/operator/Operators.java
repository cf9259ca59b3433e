package dev.sallyport.operator;

import dev.sallyport.audit.AuditLog;
import dev.sallyport.audit.AuditPage;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.authenticate.AuthenticationServices;
import dev.sallyport.authenticate.Features;
import dev.sallyport.caller.Caller;
import dev.sallyport.environment.Environment;
import dev.sallyport.grant.Accounts;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.session.Session;
import dev.sallyport.session.Sessions;
import dev.sallyport.user.Users;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Operator actions, each of which checks the rights of the operator. Safe for use by many threads. */
public final class Operators {
    private final OperatorPolicy policy;
    private final @Nullable OperatorUsers users;
    private final OperatorKeys apiKeys;
    private final Sessions sessions;
    private final OperatorClients clients;
    private final OwnerTenants owners;
    private final AuditLog log;
    private final OperatorSigningKeys signingKeys;
    private final OperatorRights rights;

    /**
     * Sources of what operators read and hand out besides the features.
     *
     * @param accounts null when {@code accounts(…)} is off
     */
    public record Sources(AuditLog log, @Nullable Accounts accounts) {}

    private Operators(
            OperatorPolicy policy,
            OperatorRights rights,
            Features features,
            AuthenticationServices authentication,
            Sources sources) {
        GrantRule grants = new GrantRule(features.roles(), authentication.userRights());
        OwnerTenants owners = new OwnerTenants(features.users().directory());
        Users kept = features.users().users();
        this.policy = policy;
        this.rights = rights;
        this.users = kept == null ? null : new OperatorUsers(rights, grants, kept, features, sources.accounts());
        this.apiKeys =
                new OperatorKeys(rights, grants, owners, features.apiKeys().keys());
        this.sessions = features.sessions().sessions();
        this.clients = new OperatorClients(rights, grants, features.clients());
        this.owners = owners;
        this.log = sources.log();
        this.signingKeys = new OperatorSigningKeys(rights, features.tokens().signingKeys());
    }

    public static Operators open(
            OperatorPolicy policy,
            Features features,
            AuthenticationServices authentication,
            Sources sources,
            Environment environment) {
        OperatorRights rights = new OperatorRights(policy, authentication.presentPerson(), environment);
        return new Operators(policy, rights, features, authentication, sources);
    }

    /** The settings. */
    public OperatorPolicy policy() {
        return policy;
    }

    /** Actions on people; empty when the application keeps its users itself. */
    public Optional<OperatorUsers> users() {
        return Optional.ofNullable(users);
    }

    public OperatorKeys apiKeys() {
        return apiKeys;
    }

    /** Lists live sessions of a person, including those of their keys, newest first, at most {@link Sessions#MAX_LISTED}. */
    @CheckReturnValue
    public Outcome<List<Session>> sessionsOf(Caller caller, String ownerId) {
        return rights.reading(
                caller,
                OperatorArea.KEYS,
                operator -> owners.covers(operator, ownerId)
                        ? Outcome.done(sessions.list(ownerId))
                        : Outcome.refused(Refusal.notFound()));
    }

    /** Ends one session; its tokens are refused from now on. */
    @CheckReturnValue
    public Outcome<Session> endSession(Caller caller, String id, String address) {
        return rights.changing(
                caller,
                OperatorArea.KEYS,
                operator -> sessions.find(id)
                        .filter(session -> owners.covers(operator, session.ownerId()))
                        .filter(session -> sessions.end(id, operator.at(address)))
                        .<Outcome<Session>>map(Outcome::done)
                        .orElseGet(() -> Outcome.refused(Refusal.notFound())));
    }

    public OperatorClients clients() {
        return clients;
    }

    /**
     * Lists matching audit events, newest first. An event names no tenant, so an operator with a tenant must name a person of it;
     * otherwise refused under {@code owner}.
     */
    @CheckReturnValue
    public Outcome<AuditPage> audit(Caller caller, AuditQuery query) {
        return rights.reading(caller, OperatorArea.AUDIT, operator -> {
            String owner = query.owner();
            if (operator.isOfAll()) {
                return Outcome.done(log.find(query));
            }
            if (owner == null) {
                return Outcome.refused(Refusal.invalid(List.of(
                        new FieldError("owner", "required", "Name a person of your tenant whose events to list."))));
            }
            return owners.covers(operator, owner) ? Outcome.done(log.find(query)) : Outcome.refused(Refusal.notFound());
        });
    }

    /** Answers the caller when they may see the state of an instance, whatever their tenant. */
    @CheckReturnValue
    public Outcome<Caller> mayReadHealth(Caller caller) {
        return rights.reading(caller, OperatorArea.HEALTH, operator -> Outcome.done(operator.caller()));
    }

    public OperatorSigningKeys signingKeys() {
        return signingKeys;
    }
}

package dev.sallyport.operator;

import dev.sallyport.audit.AuditLog;
import dev.sallyport.authenticate.AuthenticationServices;
import dev.sallyport.authenticate.Features;
import dev.sallyport.environment.Environment;
import dev.sallyport.grant.Accounts;
import dev.sallyport.user.Users;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Acts of operators, each of which asks whether this operator may. Safe for use by many threads. */
public final class Operators {
    private final OperatorPolicy policy;
    private final @Nullable OperatorUsers users;
    private final OperatorKeys apiKeys;
    private final OperatorSessions sessions;
    private final OperatorClients clients;
    private final OperatorAudit audit;
    private final OperatorSigningKeys signingKeys;
    private final OperatorHealth health;

    /**
     * What operators read and hand out besides the features.
     *
     * @param accounts null where nobody sets a password with a ticket
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
        this.health = new OperatorHealth(rights, features.tokens().signingKeys());
        this.users = kept == null
                ? null
                : new OperatorUsers(
                        rights,
                        grants,
                        kept,
                        features.sessions().sessions(),
                        features.users().secondFactors(),
                        sources.accounts());
        this.apiKeys =
                new OperatorKeys(rights, grants, owners, features.apiKeys().keys());
        this.sessions = new OperatorSessions(rights, owners, features.sessions().sessions());
        this.clients = new OperatorClients(rights, grants, features.clients());
        this.audit = new OperatorAudit(rights, owners, sources.log());
        this.signingKeys = new OperatorSigningKeys(rights, features.tokens().signingKeys());
    }

    public static Operators open(
            OperatorPolicy policy,
            Features features,
            AuthenticationServices authentication,
            Sources sources,
            Environment environment) {
        OperatorRights rights = new OperatorRights(policy, features.sessions().sessions(), environment);
        return new Operators(policy, rights, features, authentication, sources);
    }

    /** The settings. */
    public OperatorPolicy policy() {
        return policy;
    }

    /** Empty where the application keeps its users itself. */
    public Optional<OperatorUsers> users() {
        return Optional.ofNullable(users);
    }

    public OperatorKeys apiKeys() {
        return apiKeys;
    }

    public OperatorSessions sessions() {
        return sessions;
    }

    public OperatorClients clients() {
        return clients;
    }

    public OperatorAudit audit() {
        return audit;
    }

    public OperatorSigningKeys signingKeys() {
        return signingKeys;
    }

    public OperatorHealth health() {
        return health;
    }
}

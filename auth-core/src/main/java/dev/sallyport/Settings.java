package dev.sallyport;

import dev.sallyport.access.AccessRule;
import dev.sallyport.account.AccountPolicy;
import dev.sallyport.apikey.ApiKeyServices;
import dev.sallyport.audit.AuditPolicy;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.authenticate.AuthenticationServices;
import dev.sallyport.change.ChangeSignal;
import dev.sallyport.client.ClientType;
import dev.sallyport.grant.LoginPolicy;
import dev.sallyport.leak.LeakPolicy;
import dev.sallyport.limit.RateLimiter;
import dev.sallyport.operator.OperatorPolicy;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.Scope;
import dev.sallyport.session.SessionServices;
import dev.sallyport.tenant.TenantKeyPolicy;
import dev.sallyport.token.TokenPolicy;
import dev.sallyport.user.UserServices;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The checked settings of an instance, grouped by what they are for. Immutable. */
record Settings(
        Rights rights,
        TokenPolicy tokens,
        LoginPolicy logins,
        SessionServices.Settings sessions,
        UserServices.Settings users,
        ApiKeyServices.Settings apiKeys,
        AuthenticationServices.Settings authentication,
        Operation operation,
        Outside outside) {

    /** @throws IllegalStateException or IllegalArgumentException as {@link SettingsCheck#run} does */
    Settings {
        SettingsCheck.run(rights, tokens, logins, apiKeys, authentication, operation);
        AccountsCheck.run(operation.accounts(), users, rights.roles());
    }

    /**
     * Scopes, roles and types of clients that can be granted.
     *
     * @param roles those of managers have the scopes of managers
     * @param operators null when {@code operators(…)} is off
     * @param tenantKeys null when {@code tenantKeys(…)} is off
     */
    record Rights(
            Map<Scope, String> scopes,
            List<Role> roles,
            List<ClientType> clientTypes,
            @Nullable OperatorPolicy operators,
            @Nullable TenantKeyPolicy tenantKeys) {
        Rights {
            roles = ManagerRoles.in(roles, tenantKeys);
            clientTypes = List.copyOf(clientTypes);
        }
    }

    /**
     * How an instance runs.
     *
     * @param leaks null where no reports are taken
     * @param accounts null when {@code accounts(…)} is off
     */
    record Operation(
            List<AccessRule.Limit> limits,
            AuditPolicy audit,
            @Nullable LeakPolicy leaks,
            @Nullable AccountPolicy accounts,
            Duration maxStaleness,
            Start start) {
        Operation {
            limits = List.copyOf(limits);
        }
    }

    /**
     * What an instance takes from outside.
     *
     * @param limiter null for the node's own
     * @param signal null for what the stores offer
     */
    record Outside(
            InstantSource clock,
            SecureRandom random,
            AuditSink auditSink,
            @Nullable RateLimiter limiter,
            @Nullable ChangeSignal signal) {}
}

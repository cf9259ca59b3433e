package dev.sallyport.store.jdbc;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.Actor;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.tenant.TenantKeyPolicy;
import dev.sallyport.user.NewUser;
import dev.sallyport.user.User;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** People and keys that try to manage the keys of a tenant. */
final class ManagerActors {
    static final String MEMBER = "member";
    static final String OWNER = "owner";
    private static final String AUDITOR = "auditor";
    private static final ScopeSet PLAIN = ScopeSet.of("reports:read");
    private static final ScopeSet ALL =
            PLAIN.union(ScopeSet.copyOf(TenantKeyPolicy.scopes().keySet()));

    private final Sallyport auth;
    private final OperatorActors logins;

    ManagerActors(Sallyport auth) {
        this.auth = auth;
        this.logins = new OperatorActors(auth);
    }

    /** An actor, and whether they may look, change, and whose things. */
    enum Kind {
        /** Of tenant acme. */
        MANAGER,
        /** Of tenant globex. */
        MANAGER_OF_ANOTHER,
        /** Of acme, with a role that manages nothing. */
        ORDINARY,
        /** Of acme, with the scope for looking only. */
        READER,
        /** A login of the manager without the scopes of managers. */
        NARROWED,
        /** An API key of the manager. */
        KEY,
        /** With the role of managers, and no tenant. */
        WITHOUT_TENANT,
        /** Whose session has ended while the request was under way. */
        ENDED,
        /** Who lost the role while the request was under way. */
        DEMOTED,
        /** Who was disabled while the request was under way. */
        DISABLED,
        /** Who went from acme to globex while the request was under way. */
        MOVED
    }

    static List<Role> roles() {
        return List.of(
                Role.of(MEMBER, "reports:read"),
                Role.of(OWNER, "reports:read"),
                Role.of(AUDITOR, TenantKeyPolicy.READ_KEYS.value()));
    }

    static TenantKeyPolicy policy() {
        return TenantKeyPolicy.withRoles(MEMBER).managedBy(OWNER);
    }

    Caller caller(Kind kind) {
        return switch (kind) {
            case MANAGER -> login("bob", "acme", ALL, OWNER, MEMBER);
            case MANAGER_OF_ANOTHER -> login("gail", "globex", ALL, OWNER, MEMBER);
            case ORDINARY -> login("ada", "acme", PLAIN, MEMBER);
            case READER ->
                login("ron", "acme", PLAIN.union(ScopeSet.of(TenantKeyPolicy.READ_KEYS.value())), MEMBER, AUDITOR);
            case NARROWED -> login("bob", "acme", PLAIN, OWNER, MEMBER);
            case KEY ->
                Caller.builder("bob", CallerKind.API_KEY, auth.clock().instant())
                        .tenant("acme")
                        .rights(ALL, Set.of(OWNER, MEMBER))
                        .credential("k7")
                        .build();
            case WITHOUT_TENANT -> login("nina", null, ALL, OWNER, MEMBER);
            case ENDED -> {
                Caller caller = login("gone", "acme", ALL, OWNER, MEMBER);
                auth.sessions().end(String.valueOf(caller.sessionId()), Actor.application());
                yield caller;
            }
            case DEMOTED -> {
                Caller caller = login("demoted", "acme", ALL, OWNER, MEMBER);
                auth.users()
                        .setRoles(caller.id(), Set.of(MEMBER), Actor.application())
                        .orElseThrow();
                yield caller;
            }
            case DISABLED -> {
                Caller caller = login("disabled", "acme", ALL, OWNER, MEMBER);
                auth.users().disable(caller.id(), Actor.application()).orElseThrow();
                yield caller;
            }
            case MOVED -> {
                Caller caller = login("moved", "acme", ALL, OWNER, MEMBER);
                auth.users()
                        .update(caller.id(), user -> user.withTenant("globex"), Actor.application())
                        .orElseThrow();
                yield caller;
            }
        };
    }

    private Caller login(String id, @Nullable String tenant, ScopeSet scopes, String... roles) {
        NewUser wanted = NewUser.of(id).withId(id);
        User unused = auth.users().createIfAbsent(tenant == null ? wanted : wanted.withTenant(tenant));
        User user = auth.users()
                .update(
                        id,
                        each -> each.withRoles(Set.of(roles)).withTenant(tenant).withEnabled(true),
                        Actor.application())
                .orElseThrow();
        Instant now = auth.clock().instant();
        return logins.login(user, scopes, now, "pwd");
    }
}

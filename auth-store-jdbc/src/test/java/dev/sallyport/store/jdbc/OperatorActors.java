package dev.sallyport.store.jdbc;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.Actor;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.operator.OperatorArea;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.session.Session;
import dev.sallyport.user.NewUser;
import dev.sallyport.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** People, keys and clients that try to operate. */
final class OperatorActors {
    static final String VIEWER = "viewer";
    static final String OPERATOR = "operator";
    static final String READER = "reader";
    private static final String[] AREAS =
            Stream.of(OperatorArea.values()).map(area -> area.scope().value()).toArray(String[]::new);
    private static final String[] READS = Stream.of(OperatorArea.values())
            .map(area -> area.readScope().value())
            .toArray(String[]::new);

    private final Sallyport auth;

    OperatorActors(Sallyport auth) {
        this.auth = auth;
    }

    /** An actor, and whether they may look, change, and whose things. */
    enum Kind {
        /** Of all tenants, with a second factor and a fresh login. */
        OPERATOR_OF_ALL,
        /** Of tenant acme. */
        OPERATOR_OF_ACME,
        /** Logged in longer ago than the policy allows for changes. */
        STALE,
        WITHOUT_SECOND_FACTOR,
        /** With the scopes for looking only. */
        READ_ONLY,
        /** With everything but operators' scopes. */
        ORDINARY,
        /** An API key of an operator. */
        KEY,
        CLIENT,
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
                Role.of(VIEWER, "reports:read"),
                Role.of(
                        OPERATOR,
                        Stream.concat(Stream.of("reports:read"), Stream.of(AREAS))
                                .toArray(String[]::new)),
                Role.of(READER, READS));
    }

    Caller caller(Kind kind) {
        Instant now = auth.clock().instant();
        return switch (kind) {
            case OPERATOR_OF_ALL -> person("root", null, OPERATOR, now, "pwd", "otp");
            case OPERATOR_OF_ACME -> person("acme-root", "acme", OPERATOR, now, "pwd", "otp");
            case STALE -> person("stale", null, OPERATOR, now.minus(Duration.ofMinutes(11)), "pwd", "otp");
            case WITHOUT_SECOND_FACTOR -> person("plain", null, OPERATOR, now, "pwd");
            case READ_ONLY -> person("looker", null, READER, now, "pwd", "otp");
            case ORDINARY -> person("vic", null, VIEWER, now, "pwd", "otp");
            case KEY ->
                Caller.builder("root", CallerKind.API_KEY, now)
                        .rights(scopes(OPERATOR), Set.of(OPERATOR))
                        .credential("k7")
                        .build();
            case CLIENT ->
                Caller.builder("c1", CallerKind.CLIENT, now)
                        .rights(scopes(OPERATOR), Set.of())
                        .build();
            case ENDED -> {
                Caller caller = person("gone", null, OPERATOR, now, "pwd", "otp");
                auth.sessions().end(String.valueOf(caller.sessionId()), Actor.application());
                yield caller;
            }
            case DEMOTED -> {
                Caller caller = person("demoted", null, OPERATOR, now, "pwd", "otp");
                auth.users()
                        .setRoles(caller.id(), Set.of(VIEWER), Actor.application())
                        .orElseThrow();
                yield caller;
            }
            case DISABLED -> {
                Caller caller = person("disabled", null, OPERATOR, now, "pwd", "otp");
                auth.users().disable(caller.id(), Actor.application()).orElseThrow();
                yield caller;
            }
            case MOVED -> {
                Caller caller = person("moved", "acme", OPERATOR, now, "pwd", "otp");
                auth.users()
                        .update(caller.id(), user -> user.withTenant("globex"), Actor.application())
                        .orElseThrow();
                yield caller;
            }
        };
    }

    private static ScopeSet scopes(String role) {
        return roles().stream()
                .filter(each -> each.name().equals(role))
                .map(Role::scopes)
                .findFirst()
                .orElseThrow();
    }

    /** An operator gives the roles that they have. */
    private Caller person(String id, @Nullable String tenant, String role, Instant authTime, String... amr) {
        Set<String> roles = role.equals(OPERATOR) ? Set.of(OPERATOR, VIEWER) : Set.of(role);
        NewUser wanted = NewUser.of(id).withId(id);
        User user = auth.users().createIfAbsent(tenant == null ? wanted : wanted.withTenant(tenant));
        User present = auth.users()
                .update(id, each -> each.withRoles(roles).withTenant(tenant).withEnabled(true), Actor.application())
                .orElseThrow();
        return login(user.withRoles(present.roles()).withTenant(tenant), scopes(role), authTime, amr);
    }

    /** A login with these scopes; their session is in the stores. */
    Caller login(User user, ScopeSet scopes, Instant authTime, String... amr) {
        Instant now = auth.clock().instant();
        Session session = Session.of(auth.sessions().newId(), user.id(), now, now.plus(Duration.ofHours(1)))
                .withAmr(List.of(amr))
                .withAuthTime(authTime)
                .withAudience(auth.tokenPolicy().audience());
        auth.sessions().open(session);
        return Caller.builder(user.id(), CallerKind.USER, authTime)
                .tenant(user.tenant())
                .rights(scopes, user.roles())
                .session(session.id())
                .amr(List.of(amr))
                .build();
    }

    static ScopeSet allBut(Scope left) {
        return scopes(OPERATOR).filter(scope -> !scope.equals(left));
    }
}

package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientType;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.store.jdbc.OperatorActors.Kind;
import dev.sallyport.store.jdbc.OperatorActs.Act;
import dev.sallyport.store.jdbc.OperatorActs.Target;
import dev.sallyport.stores.Stores;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may do which act of an operator on whose things: every actor, every act, three tenants. */
@Timeout(120)
abstract class OperatorContract {
    private Sallyport auth;
    private OperatorActors actors;

    abstract Stores newStores();

    @BeforeEach
    void open() {
        auth = Sallyport.builder()
                .issuer("https://api.example.com")
                .stores(newStores())
                .masterKey(MasterKey.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8)))
                .scopes("reports:read")
                .roles(OperatorActors.roles().toArray(Role[]::new))
                .clientTypes(
                        ClientType.of("gateway", "g_", "gs_", CallerKind.CLIENT).withScopes("reports:read"))
                .operators(operators -> operators)
                .accounts(accounts -> accounts.withPage("https://app.example.com/account"))
                .auditSink(event -> {})
                .build();
        actors = new OperatorActors(auth);
    }

    @AfterEach
    void close() {
        auth.close();
    }

    @Test
    void everyActorGetsWhatTheyMay() {
        List<String> wrong = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (@Nullable String tenant : new String[] {"acme", "globex", null}) {
                Target target = Target.of(auth, tenant);
                for (Act act : Act.values()) {
                    Outcome<?> outcome = act.by(auth.operators().orElseThrow(), actors.caller(kind), target);
                    String found = outcome.fold(
                            done -> "done", refusal -> refusal.cause().name());
                    String wanted = wanted(kind, act, tenant);
                    if (!found.equals(wanted)) {
                        wrong.add(kind + " " + act + " of " + tenant + ": " + found + " in place of " + wanted);
                    }
                    if (outcome instanceof Outcome.Done && !act.looks()) {
                        target = Target.of(auth, tenant);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String wanted(Kind kind, Act act, @Nullable String tenant) {
        return switch (kind) {
            case OPERATOR_OF_ALL -> "done";
            case OPERATOR_OF_ACME -> "acme".equals(tenant) || isPlacedInOwnTenant(act, tenant) ? "done" : "NOT_FOUND";
            case STALE -> act.looks() ? "done" : Refusal.Cause.REAUTHENTICATION_REQUIRED.name();
            case WITHOUT_SECOND_FACTOR, KEY, CLIENT -> Refusal.Cause.FORBIDDEN.name();
            case READ_ONLY -> act.looks() ? "done" : Refusal.Cause.INSUFFICIENT_SCOPE.name();
            case ORDINARY -> Refusal.Cause.INSUFFICIENT_SCOPE.name();
            case DEMOTED -> Refusal.Cause.INSUFFICIENT_SCOPE.name();
            case ENDED, DISABLED -> Refusal.Cause.INVALID_TOKEN.name();
            case MOVED ->
                "globex".equals(tenant) || isPlacedInOwnTenant(act, tenant) ? "done" : Refusal.Cause.NOT_FOUND.name();
        };
    }

    /** Where no tenant is asked for, an operator's own is meant. */
    private static boolean isPlacedInOwnTenant(Act act, @Nullable String tenant) {
        return tenant == null
                && switch (act) {
                    case LIST_USERS, LIST_KEYS, LIST_CLIENTS, CREATE_USER, CREATE_CLIENT -> true;
                    default -> false;
                };
    }

    /** Every change is an event with the operator as actor, which what was refused is not. */
    @Test
    void everyChangeNamesItsOperator() {
        Caller root = actors.caller(Kind.OPERATOR_OF_ALL);
        for (Act act : Act.values()) {
            // What is to be switched on must be off.
            Target target = Target.of(auth, "acme");
            if (act == Act.ENABLE_USER) {
                auth.users().disable(target.user(), Actor.application()).orElseThrow();
            } else if (act == Act.ENABLE_CLIENT) {
                auth.clients().disable(target.client(), Actor.application()).orElseThrow();
            }
            int before = eventsOf(root).size();
            assertThat(act.by(auth.operators().orElseThrow(), root, target)).isInstanceOf(Outcome.Done.class);
            boolean isRecorded = eventsOf(root).size() > before;
            // Nobody had a second factor here.
            assertThat(isRecorded).as(act.name()).isEqualTo(!act.looks() && act != Act.RESET_SECOND_FACTOR);
        }
    }

    private List<AuditEvent> eventsOf(Caller caller) {
        return auth.auditLog()
                .find(AuditQuery.newest().withActor(caller.id()).withLimit(1_000))
                .events();
    }
}

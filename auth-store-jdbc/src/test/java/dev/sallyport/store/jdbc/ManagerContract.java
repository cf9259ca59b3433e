package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.caller.Caller;
import dev.sallyport.manage.TenantManagers;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.store.jdbc.ManagerActors.Kind;
import dev.sallyport.store.jdbc.ManagerActs.Act;
import dev.sallyport.store.jdbc.ManagerActs.Takes;
import dev.sallyport.store.jdbc.ManagerActs.Target;
import dev.sallyport.stores.Stores;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may do which act of a manager on whose things: every actor, every act, three tenants. */
@Timeout(300)
abstract class ManagerContract {
    private Sallyport auth;
    private TenantManagers managers;
    private ManagerActors actors;

    abstract Stores newStores();

    @BeforeEach
    void open() {
        auth = Sallyport.builder()
                .issuer("https://api.example.com")
                .stores(newStores())
                .masterKey(MasterKey.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8)))
                .scopes("reports:read")
                .roles(ManagerActors.roles().toArray(Role[]::new))
                .tenantKeys(ManagerActors.policy())
                .auditSink(event -> {})
                .build();
        managers = auth.tenantManagers().orElseThrow();
        actors = new ManagerActors(auth);
    }

    @AfterEach
    void close() {
        auth.close();
    }

    @Test
    void everyActorGetsWhatTheyMay() {
        List<String> wrong = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (String tenant : new String[] {"acme", "globex", "initech"}) {
                Target target = Target.of(auth, tenant);
                Caller caller = actors.caller(kind);
                for (Act act : Act.values()) {
                    Outcome<?> outcome = act.by(managers, caller, target);
                    String found = outcome.fold(
                            done -> "done", refusal -> refusal.cause().name());
                    String wanted = wanted(kind, act, tenant);
                    if (!found.equals(wanted)) {
                        wrong.add(kind + " " + act + " of " + tenant + ": " + found + " in place of " + wanted);
                    }
                    if (outcome instanceof Outcome.Done && !act.takes().looks()) {
                        target = Target.of(auth, tenant);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String wanted(Kind kind, Act act, String tenant) {
        return switch (kind) {
            case MANAGER -> act.isOwn() || tenant.equals("acme") ? "done" : Refusal.Cause.NOT_FOUND.name();
            case MANAGER_OF_ANOTHER -> act.isOwn() || tenant.equals("globex") ? "done" : Refusal.Cause.NOT_FOUND.name();
            // Sees what is of the new tenant, and changes nothing with a request that began in the old one.
            case MOVED ->
                act.takes().looks() && (act.isOwn() || tenant.equals("globex"))
                        ? "done"
                        : Refusal.Cause.NOT_FOUND.name();
            case ORDINARY, NARROWED, DEMOTED -> Refusal.Cause.INSUFFICIENT_SCOPE.name();
            case READER -> {
                if (act.takes() != Takes.LOOK) {
                    yield Refusal.Cause.INSUFFICIENT_SCOPE.name();
                }
                yield act.isOwn() || tenant.equals("acme") ? "done" : Refusal.Cause.NOT_FOUND.name();
            }
            case KEY -> Refusal.Cause.FORBIDDEN.name();
            case WITHOUT_TENANT -> Refusal.Cause.NOT_FOUND.name();
            case ENDED, DISABLED -> Refusal.Cause.INVALID_TOKEN.name();
        };
    }

    /** Every change is an event with the manager as actor, which what was refused is not. */
    @Test
    void everyChangeNamesItsManager() {
        Caller manager = actors.caller(Kind.MANAGER);
        for (Act act : Act.values()) {
            Target target = Target.of(auth, "acme");
            int before = eventsOf(manager).size();
            assertThat(act.by(managers, manager, target)).isInstanceOf(Outcome.Done.class);
            boolean isRecorded = eventsOf(manager).size() > before;
            assertThat(isRecorded).as(act.name()).isEqualTo(!act.takes().looks());
            int after = eventsOf(manager).size();
            if (!act.isOwn()) {
                assertThat(act.by(managers, manager, Target.of(auth, "globex"))).isInstanceOf(Outcome.Refused.class);
            }
            assertThat(eventsOf(manager)).as("refused " + act).hasSize(after);
        }
    }

    private List<AuditEvent> eventsOf(Caller caller) {
        return auth.auditLog()
                .find(AuditQuery.newest().withActor(caller.id()).withLimit(1_000))
                .events();
    }
}

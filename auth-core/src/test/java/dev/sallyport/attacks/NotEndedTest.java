package dev.sallyport.attacks;

import static dev.sallyport.fixture.Node.ADDRESS;
import static dev.sallyport.fixture.Node.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.change.StoreException;
import dev.sallyport.fixture.AuditTrail;
import dev.sallyport.fixture.Node;
import dev.sallyport.leak.LeakPolicy;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.SessionStore;
import dev.sallyport.stores.Stores;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was to end and did not is said to have ended by nobody: not by a revocation, nor by the record of a leak report. */
class NotEndedTest {
    private static final Actor APP = Actor.application();

    private final AuditTrail audit = new AuditTrail();
    private final InMemoryStores stores = InMemoryStores.create();
    private final Sallyport auth = Sallyport.builder()
            .issuer("https://api.example.com")
            .scopes("reports:read")
            .stores(withoutDeletes(stores))
            .leakReports(LeakPolicy.revoke())
            .auditSink(audit)
            .build();

    /** The sessions stay, whatever is deleted. */
    private static Stores withoutDeletes(InMemoryStores real) {
        SessionStore sessions = proxy(SessionStore.class, real.sessions(), Set.of("delete"), false);
        return proxy(Stores.class, real, Set.of("sessions"), sessions);
    }

    private static <T> T proxy(Class<T> type, T real, Set<String> changed, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (changed.contains(method.getName())) {
                        return answer;
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private Secret token() {
        auth.users()
                .createIfAbsent(
                        dev.sallyport.user.NewUser.of("ada").withId("ada").withPassword(Node.PASSWORD));
        return done(auth.logins()
                        .withPassword(new dev.sallyport.grant.PasswordLogin(
                                "ada", Node.PASSWORD, null, null, Node.origin(null))))
                .accessToken();
    }

    @AfterEach
    void close() {
        auth.close();
    }

    @Test
    void revocationIsNoSuccess() {
        Secret token = token();
        assertThatThrownBy(() -> auth.revocations().revoke(token, "leaked", APP))
                .isInstanceOf(StoreException.class)
                .hasMessage("A credential (access_token) could not be ended; try again");
        assertThatThrownBy(() -> auth.revocations().revokeToken(token, ClientAddress.of(ADDRESS)))
                .isInstanceOf(StoreException.class);
        assertThat(auth.sessions().list("ada")).hasSize(1);
    }

    @Test
    void leakReportIsRecordedAsFailed() {
        done(auth.leakReports().orElseThrow().report(java.util.List.of(token()), ADDRESS));
        auth.leakReports().orElseThrow().work();
        assertThat(audit.events())
                .filteredOn(event -> event.type() == AuditEvent.Type.CREDENTIAL_LEAKED)
                .singleElement()
                .satisfies(event -> assertThat(event.details())
                        .containsEntry("action", "revoke")
                        .containsEntry("result", "failed"));
    }
}

package dev.sallyport.grant;

import static dev.sallyport.fixture.Node.ADDRESS;
import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.origin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.ApiKeyStore;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.change.StoreException;
import dev.sallyport.environment.Environment;
import dev.sallyport.fixture.AuditTrail;
import dev.sallyport.fixture.MovableClock;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.PlainUsers;
import dev.sallyport.fixtures.LogLines;
import dev.sallyport.leak.LeakPolicy;
import dev.sallyport.limit.LocalRateLimiter;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.Vault;
import dev.sallyport.session.BrowserCookieStore;
import dev.sallyport.session.SessionStore;
import dev.sallyport.stores.Stores;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reports of credentials that cannot be ended, or not even looked at. */
class LeakFaultsTest {
    private final MovableClock clock = new MovableClock();
    private final AuditTrail audit = new AuditTrail();
    private final PlainUsers users = new PlainUsers().with("ada");
    private final InMemoryStores real = InMemoryStores.create();
    /** Answers and exceptions of methods of the stores, in place of what they do. */
    private final Map<String, Supplier<Object>> faults = new ConcurrentHashMap<>();

    private final Stores stores = faulty();
    private final Sallyport auth = Sallyport.builder()
            .issuer("https://api.example.com")
            .stores(stores)
            .clock(clock)
            .masterKey(Node.MASTER_KEY)
            .userDirectory(users)
            .auditSink(audit)
            .build();

    private final LeakReports reports = reports();

    /** Without the background thread, so that the test says when the work is done. */
    private LeakReports reports() {
        SecureRandom random = new SecureRandom();
        Environment environment = new Environment(stores, audit, clock, random);
        return new LeakReports(
                new LeakInbox(
                        stores.leakReports(),
                        Vault.of(Node.MASTER_KEY, random),
                        auth.tokenPolicy().audience(),
                        clock,
                        random),
                auth.revocations(),
                LeakPolicy.revoke(),
                new LeakRecords(new LocalRateLimiter(clock, random), environment),
                environment);
    }

    private Stores faulty() {
        Map<String, Object> parts = Map.of(
                "sessions", proxy(SessionStore.class, "sessions", real.sessions()),
                "browserCookies", proxy(BrowserCookieStore.class, "browserCookies", real.browserCookies()),
                "apiKeys", proxy(ApiKeyStore.class, "apiKeys", real.apiKeys()));
        return Stores.class.cast(Proxy.newProxyInstance(
                Stores.class.getClassLoader(), new Class<?>[] {Stores.class}, (self, method, arguments) -> {
                    try {
                        return parts.containsKey(method.getName())
                                ? parts.get(method.getName())
                                : method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private <T> T proxy(Class<T> type, String name, T target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Supplier<Object> fault = faults.get(name + "." + method.getName());
                    if (fault != null) {
                        return fault.get();
                    }
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @AfterEach
    void close() {
        auth.close();
    }

    private Login login() {
        return done(auth.logins().withPassword(new PasswordLogin("ada", PlainUsers.RIGHT, null, null, origin(null))));
    }

    private Secret key() {
        return done(auth.apiKeys().create("ada", KeyRequest.named("job"), Actor.application()))
                .secret();
    }

    private void report(Secret... credentials) {
        done(reports.report(List.of(credentials), ADDRESS));
    }

    private List<AuditEvent> leaks() {
        return audit.events().stream()
                .filter(event -> event.type() == AuditEvent.Type.CREDENTIAL_LEAKED)
                .toList();
    }

    @Test
    void whatGoesOnIsLoggedAndRecordedOnceADay() {
        faults.put("sessions.delete", () -> false);
        Login login = login();
        try (LogLines log = LogLines.of(LeakReports.class)) {
            for (int i = 0; i < 3; i++) {
                report(login.accessToken());
                reports.work();
            }
            assertThat(log.lines().get(0))
                    .isEqualTo("A credential that was reported as leaked could not be ended and goes on (access_token "
                            + login.sessionId() + "): end it by hand");
        }
        assertThat(leaks())
                .singleElement()
                .satisfies(event -> assertThat(event.details())
                        .isEqualTo(Map.of("result", "failed", "kind", "access_token", "action", "revoke")));
    }

    @Test
    void whatHasNoIdIsNamedByItsOwner() {
        done(auth.secondFactors()
                .importSeed(users.get("ada"), Secret.of("MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"), Actor.application()));
        Secret waiting = done(auth.logins()
                        .withCookie(new PasswordLogin("ada", PlainUsers.RIGHT, null, null, origin(null))))
                .value();
        faults.put("browserCookies.delete", () -> false);
        try (LogLines log = LogLines.of(LeakReports.class)) {
            report(waiting);
            reports.work();
            assertThat(log.lines()).singleElement().asString().contains("goes on (cookie of ada): end it by hand");
        }
    }

    @Test
    void oneThatFailsKeepsTheOthersWaitingForNothing() {
        Secret refresh = Objects.requireNonNull(login().refreshToken());
        Secret key = key();
        faults.put("sessions.delete", () -> {
            throw new IllegalStateException("by the test's wish");
        });
        try (LogLines log = LogLines.of(LeakReports.class)) {
            report(refresh, key);
            assertThat(reports.work()).isEqualTo(1);
            assertThat(log.lines()).singleElement().asString().contains("goes on (refresh_token ");
        }
        assertThat(leaks()).extracting(event -> event.details().get("result")).containsExactly("failed", "revoked");
        assertThat(auth.authenticate(key.reveal(), ADDRESS).toString()).contains("INVALID_TOKEN");
    }

    @Test
    void oneThatCannotBeLookedAtKeepsTheOthersWaitingForNothing() {
        Secret key = key();
        Login login = login();
        faults.put("apiKeys.findByDigest", () -> {
            throw new IllegalStateException("by the test's wish");
        });
        try (LogLines log = LogLines.of(LeakReports.class)) {
            report(key, login.accessToken());
            assertThat(reports.work()).isEqualTo(1);
            assertThat(log.lines()).containsExactly("A credential that was reported as leaked could not be looked at");
        }
        assertThat(leaks()).hasSize(1);
        assertThat(auth.sessions().list("ada")).isEmpty();
    }

    @Test
    void reportStaysWhereTheStoreFails() {
        Secret key = key();
        report(key);
        for (String call : List.of("apiKeys.findByDigest", "apiKeys.update")) {
            faults.put(call, () -> {
                throw new StoreException("by the test's wish");
            });
            assertThatThrownBy(reports::work).as(call).isInstanceOf(StoreException.class);
            faults.clear();
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(reports.work()).isEqualTo(1);
        assertThat(leaks()).hasSize(1);
    }
}

package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.NewClient;
import dev.sallyport.grant.ClientLogin;
import dev.sallyport.grant.KeyLogin;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.testing.AuthenticatorApp;
import dev.sallyport.user.NewUser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two nodes on one database, on any of them: what one changes holds there at once, and on the other, which has the credential in
 * its cache, after its next look at the change log. That look is taken by the clock on the wall, so these tests wait for it.
 */
@Timeout(120)
abstract class TwoNodesContract {
    private static final String HERE = "192.0.2.1";
    private static final Secret PASSWORD = Secret.of("correct horse battery");
    private static final LoginOrigin ORIGIN = new LoginOrigin(HERE, null, null);
    private static final PasswordLogin ADA = new PasswordLogin("ada", PASSWORD, null, null, ORIGIN);
    private static final Actor APP = Actor.application();
    private static final MasterKey MASTER_KEY =
            MasterKey.of("0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII));
    private static final String ACCEPTED = "ACCEPTED";
    private static final String INVALID = "INVALID_TOKEN";

    private final DataSource database = newDataSource();
    private final Sallyport first = start();
    private final Sallyport second = start();

    abstract DataSource newDataSource();

    private Sallyport start() {
        return Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read")
                .roles(Role.of("viewer", "reports:read"), Role.of("boss", "reports:read"))
                .secondFactor(factor -> factor.requiredFor("boss"))
                // A hundred at once wait for few connections: how long is not what is tested here.
                .stores(JdbcStores.of(database, JdbcSettings.defaults().withConnectionTimeout(Duration.ofSeconds(30))))
                .masterKey(MASTER_KEY)
                .failuresPerAddress("1000000/second")
                .clientTypes(ClientType.of("project", "p_", "ps_", CallerKind.CLIENT))
                .clientAttempts(3, Duration.ofMinutes(15))
                .auditSink(event -> {})
                .build();
    }

    @BeforeEach
    void addAda() {
        first.users()
                .createIfAbsent(
                        NewUser.of("ada").withId("ada").withPassword(PASSWORD).withRoles("viewer"));
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    @Test
    void guessesAtAClientsSecretCloseTheDoorOnBothNodes() {
        NewClient client = done(first.clients().create(ClientRequest.of("project", "one"), APP));
        for (int i = 0; i < 3; i++) {
            assertThat(cause(i % 2 == 0 ? first : second, client, Secret.of("wrong"), HERE))
                    .isEqualTo("INVALID_CREDENTIALS");
        }
        for (Sallyport node : List.of(first, second)) {
            // One secret in a minute is looked at behind the closed door; this one uses that up.
            assertThat(cause(node, client, Secret.of("wrong"), HERE)).isNotEqualTo(ACCEPTED);
            assertThat(cause(node, client, client.secret(), HERE)).isEqualTo("RATE_LIMITED");
            assertThat(cause(node, client, client.secret(), "198.51.100.7")).isEqualTo(ACCEPTED);
        }
    }

    private static String cause(Sallyport node, NewClient client, Secret secret, String address) {
        return node.logins()
                .withClient(ClientLogin.of(client.client().id(), secret, new LoginOrigin(address, null, null)))
                .fold(login -> ACCEPTED, refusal -> refusal.cause().name());
    }

    @Test
    void keyThatIsRevokedOnOneNodeIsRefusedOnBoth() {
        NewApiKey key = key();
        requireKnownToBoth(key.secret());
        done(first.apiKeys().revoke(key.key().id(), "leaked", APP));
        assertRefusedOnBoth(key.secret());
    }

    @Test
    void sessionThatEndsByLogoutOnOneNodeEndsOnBoth() {
        Secret token = login(first);
        requireKnownToBoth(token);
        first.logins().logout(caller(first, token), HERE);
        assertRefusedOnBoth(token);
    }

    @Test
    void roleThatIsTakenAwayOnOneNodeIsGoneOnBoth() {
        Secret key = key().secret();
        Secret token = login(first);
        for (Secret credential : new Secret[] {key, token}) {
            requireKnownToBoth(credential);
            assertThat(caller(second, credential).scopes()).isEqualTo(ScopeSet.of("reports:read"));
        }
        done(first.users().setRoles("ada", Set.of(), APP));
        for (Secret credential : new Secret[] {key, token}) {
            assertThat(caller(first, credential).scopes()).isEqualTo(ScopeSet.none());
            await("[]", () -> caller(second, credential).roles().toString());
            assertThat(caller(second, credential).scopes()).isEqualTo(ScopeSet.none());
        }
    }

    @Test
    void userWhoIsDisabledOnOneNodeIsRefusedOnBoth() {
        Secret key = key().secret();
        Secret token = login(first);
        requireKnownToBoth(key);
        requireKnownToBoth(token);
        done(first.users().disable("ada", APP));
        assertRefusedOnBoth(key);
        assertRefusedOnBoth(token);
    }

    @Test
    void tenantThatIsDisabledOnOneNodeStopsOnBoth() {
        done(first.users().update("ada", user -> user.withTenant("acme"), APP));
        String robot = done(first.serviceAccounts().create("acme", "robot", Set.of("viewer"), APP))
                .id();
        ApiKey.Owner owner = ApiKey.Owner.serviceAccount(robot);
        Secret ofRobot = done(first.apiKeys().create(owner, KeyRequest.named("job"), APP))
                .secret();
        List<Secret> credentials = List.of(key().secret(), login(first), ofRobot);
        credentials.forEach(this::requireKnownToBoth);
        first.tenants().disable("acme", APP);
        credentials.forEach(this::assertRefusedOnBoth);
        second.tenants().enable("acme", APP);
        credentials.forEach(credential -> await(ACCEPTED, () -> answer(first, credential)));
        done(first.serviceAccounts().disable(robot, APP));
        assertRefusedOnBoth(ofRobot);
    }

    /** Whoever removed the factor has, in the session that it opened, no more of what needs one, on whatever node. */
    @Test
    void secondFactorThatIsRemovedOnOneNodeIsTakenFromSessionsOnBoth() {
        done(first.users()
                .create(NewUser.of("bob").withId("bob").withPassword(PASSWORD).withRoles("boss"), APP));
        Secret seed = done(first.secondFactors()
                        .enrol(first.users().findById("bob").orElseThrow()))
                .seed();
        Secret code = done(first.secondFactors()
                        .confirm(
                                "bob",
                                Secret.of(AuthenticatorApp.of(seed)
                                        .codeAt(first.clock().instant())),
                                APP))
                .get(0);
        Secret token = done(second.logins().withPassword(new PasswordLogin("bob", PASSWORD, null, code, ORIGIN)))
                .accessToken();
        for (Sallyport node : List.of(first, second)) {
            assertThat(caller(node, token).amr()).contains("otp");
            assertThat(caller(node, token).scopes()).isEqualTo(ScopeSet.of("reports:read"));
        }
        first.secondFactors().disable("bob", APP);
        assertThat(caller(first, token).amr()).doesNotContain("otp");
        await("[]", () -> caller(second, token).roles().toString());
        assertThat(caller(second, token).amr()).doesNotContain("otp");
        assertThat(caller(second, token).scopes()).isEqualTo(ScopeSet.none());
    }

    @Test
    void signingKeyThatIsRotatedOnOneNodeIsTakenByBoth() {
        Secret before = login(second);
        requireKnownToBoth(before);
        String kid = first.signingKeys().rotateNow();
        Secret after = login(first);
        assertThat(answer(first, after)).isEqualTo(ACCEPTED);
        await(ACCEPTED, () -> answer(second, after));
        assertThat(second.signingKeys().jwks()).contains(kid);
        assertThat(answer(first, login(second))).isEqualTo(ACCEPTED);
        requireKnownToBoth(before);
    }

    @Test
    void signingKeyThatIsRevokedOnOneNodeIsRefusedOnBoth() {
        String kid = first.signingKeys().rotateNow();
        Secret token = login(first);
        await(ACCEPTED, () -> answer(second, token));
        assertThat(first.signingKeys().revoke(kid)).isTrue();
        assertRefusedOnBoth(token);
    }

    @Test
    void fiftyLoginsWithOneKeyOnBothAtOnceGetOneTokenAndOneSession() throws Exception {
        KeyLogin login = new KeyLogin(key().secret(), "batch", ORIGIN);
        List<Login> logins = onBothAtOnce(50, node -> node.logins().withApiKey(login));
        assertThat(logins)
                .extracting(Login::accessToken)
                .containsOnly(logins.get(0).accessToken());
        assertThat(second.sessions().list("ada")).hasSize(1);
    }

    @Test
    void hundredRefreshesOnBothAtOnceGetOneSuccessorAndOneGeneration() throws Exception {
        Login login = done(first.logins().withPassword(ADA));
        Secret spent = Objects.requireNonNull(login.refreshToken());
        List<Login> answers = onBothAtOnce(100, node -> node.logins().refresh(spent, ORIGIN));
        Secret successor = Objects.requireNonNull(answers.get(0).refreshToken());
        assertThat(answers).extracting(Login::refreshToken).containsOnly(successor);
        assertThat(answers).extracting(Login::sessionId).containsOnly(login.sessionId());
        assertThat(JdbcStores.of(database)
                        .refreshFamilies()
                        .findBySession(login.sessionId())
                        .orElseThrow()
                        .generation())
                .isEqualTo(2);
        done(second.logins().refresh(successor, ORIGIN));
        String cause = first.logins()
                .refresh(spent, ORIGIN)
                .fold(third -> ACCEPTED, refusal -> refusal.cause().name());
        assertThat(cause).isEqualTo(INVALID);
        assertThat(second.sessions().list("ada"))
                .as("a spent token ends its session")
                .isEmpty();
    }

    private List<Login> onBothAtOnce(int threads, Function<Sallyport, Outcome<Login>> login) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Login>> logins = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Sallyport node = i % 2 == 0 ? first : second;
                logins.add(executor.submit(() -> {
                    start.await();
                    return done(login.apply(node));
                }));
            }
            start.countDown();
            List<Login> answers = new ArrayList<>();
            for (Future<Login> each : logins) {
                answers.add(each.get());
            }
            return answers;
        } finally {
            executor.shutdownNow();
        }
    }

    private NewApiKey key() {
        return done(first.apiKeys().create("ada", KeyRequest.named("job"), APP));
    }

    private static Secret login(Sallyport node) {
        return done(node.logins().withPassword(ADA)).accessToken();
    }

    /** From here on both have it in their caches. */
    private void requireKnownToBoth(Secret credential) {
        assertThat(answer(first, credential)).isEqualTo(ACCEPTED);
        assertThat(answer(second, credential)).isEqualTo(ACCEPTED);
    }

    private void assertRefusedOnBoth(Secret credential) {
        assertThat(answer(first, credential)).as("at once").isEqualTo(INVALID);
        await(INVALID, () -> answer(second, credential));
    }

    private static String answer(Sallyport node, Secret credential) {
        return node.authenticate(credential.reveal(), HERE) instanceof AuthenticationResult.Refused refused
                ? refused.refusal().cause().name()
                : ACCEPTED;
    }

    private static Caller caller(Sallyport node, Secret credential) {
        assertThat(answer(node, credential)).isEqualTo(ACCEPTED);
        return ((AuthenticationResult.Accepted) node.authenticate(credential.reveal(), HERE)).caller();
    }

    private static void await(String expected, Supplier<String> actual) {
        long end = System.nanoTime() + Nodes.PATIENCE.toNanos();
        while (!actual.get().equals(expected) && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        assertThat(actual.get()).as("on the other node, in time").isEqualTo(expected);
    }

    private static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, refusal -> {
            throw new AssertionError(refusal.toString());
        });
    }
}

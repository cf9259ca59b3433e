package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.ApiKeyPolicy;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.NewClient;
import dev.sallyport.grant.ClientLogin;
import dev.sallyport.grant.KeyLogin;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.stores.Stores;
import dev.sallyport.testing.MovableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A year of an application in some seconds: a clock moved by hand, six hours at a time. In real size that is 10 million logins, 20
 * million refreshes, 1 million failed logins and a night of a million more, 2 million cookies, and 1 million API keys, of which
 * each is used, and rotated or revoked after two months; a scale of 1:10000 has 1,000 logins. Signing keys are rotated when they
 * are due. Noted is the most that each table had after any day.
 */
final class SimulatedYear {
    private static final int LOGINS = 10_000_000;
    private static final int KEYS = 1_000_000;
    private static final int FLOOD = 1_000_000;
    private static final int DAYS = 365;
    private static final int FLOOD_DAY = 200;
    static final int OWNERS = 10;
    private static final int KEY_LIVES_DAYS = 60;
    private static final int ROTATED_ONE_IN = 3;
    private static final Actor APP = Actor.application();
    /** Nothing is hashed, or the year would take hours. */
    private static final PlainUsers USERS = new PlainUsers(id -> id.startsWith("owner"), Set.of("viewer"));

    private static final Secret WRONG = Secret.of("wrong horse battery");

    private record Issued(String id, int day) {}

    private final MovableClock clock = MovableClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final Map<String, Long> most = new TreeMap<>();
    private final Set<String> signingKeys = new HashSet<>();
    private final Deque<Issued> keys = new ArrayDeque<>();
    private final int scale;
    private final Stores stores;
    private final Sallyport auth;
    private final NewClient client;
    private int made;
    private int logins;

    /** @param scale 10,000 for 1:10000 */
    SimulatedYear(Stores stores, int scale) {
        this.scale = scale;
        this.stores = stores;
        RateLimit many = RateLimit.parse("1000000/second");
        this.auth = Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read")
                .roles(Role.of("viewer", "reports:read"))
                .clientTypes(ClientType.of("project", "p_", "ps_", CallerKind.CLIENT))
                .stores(StoresWith.method("now", clock::instant, stores))
                .masterKey(MasterKey.of("0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII)))
                .clock(clock)
                .userDirectory(USERS)
                .apiKeys(keys -> ApiKeyPolicy.defaults().withMaxPerOwner(1_000).withMaxOverlap(Duration.ofDays(7)))
                .audit(audit -> audit.withNoticesPerMinute(1))
                .auditSink(event -> {})
                .failuresPerAddress(many.toString())
                .logins(policy -> policy.withPerAddress(many).withResponseTimeGrid(Duration.ZERO))
                .build();
        this.client = done(auth.clients().create(ClientRequest.of("project", "one"), APP));
    }

    /** The most rows of each table after any day. */
    Map<String, Long> run(Supplier<Map<String, Long>> rows) {
        try (auth) {
            for (int day = 0; day < DAYS; day++) {
                for (int quarter = 0; quarter < 4; quarter++) {
                    live(day, quarter);
                    clock.advance(Duration.ofHours(6));
                    auth.signingKeys().rotateIfDue();
                    stores.signingKeys().findAll().forEach(key -> signingKeys.add(key.kid()));
                    auth.purge();
                }
                rows.get().forEach((table, count) -> most.merge(table, count, Math::max));
            }
        }
        assertThat(logins).as("logins that went through").isGreaterThan(LOGINS / scale - 8);
        assertThat(signingKeys).as("each of 90 days").hasSize(5);
        assertThat(made).as("keys that were made").isGreaterThan(KEYS / scale - 8);
        return most;
    }

    private void live(int day, int quarter) {
        double quarters = day * 4.0 + quarter + 1;
        while (logins < (double) LOGINS / scale * quarters / (DAYS * 4)) {
            login();
        }
        while (made < (double) KEYS / scale * quarters / (DAYS * 4)) {
            makeKey(day);
        }
        for (Issued key = keys.peek(); key != null && key.day() + KEY_LIVES_DAYS < day; key = keys.peek()) {
            endKey(keys.remove());
        }
        if (day == FLOOD_DAY && quarter == 0) {
            for (int i = 0; i < FLOOD / scale; i++) {
                fail("nobody " + i);
            }
        }
        Login token =
                done(auth.logins().withClient(ClientLogin.of(client.client().id(), client.secret(), origin())));
        auth.revocations().revoke(token.accessToken(), "done", APP);
    }

    private void login() {
        logins++;
        String owner = "owner" + logins % OWNERS;
        PasswordLogin wanted = new PasswordLogin(owner, Nodes.PASSWORD, null, null, origin());
        Login login = done(auth.logins().withPassword(wanted));
        for (int i = 0; i < 2; i++) {
            login = done(auth.logins().refresh(Objects.requireNonNull(login.refreshToken()), origin()));
        }
        if (logins % 5 == 0) {
            done(auth.logins().withCookie(wanted));
        }
        if (logins % 10 == 0) {
            fail(owner);
        }
        if (logins % 7 == 0) {
            done(auth.secondFactors().enrol(USERS.user(owner)));
        }
    }

    private void fail(String owner) {
        Outcome<?> unused = auth.logins().withPassword(new PasswordLogin(owner, WRONG, null, null, origin()));
    }

    private void makeKey(int day) {
        made++;
        NewApiKey key = done(auth.apiKeys().create("owner" + made % OWNERS, KeyRequest.named("job " + made), APP));
        keys.add(new Issued(key.key().id(), day));
        done(auth.logins().withApiKey(new KeyLogin(key.secret(), "a", origin())));
    }

    private void endKey(Issued key) {
        if (made % ROTATED_ONE_IN == 0) {
            NewApiKey next = done(auth.apiKeys().rotate(key.id(), Duration.ofDays(1), APP));
            auth.apiKeys().revoke(next.key().id(), "no more needed", APP).orElseThrow();
        } else {
            auth.apiKeys().revoke(key.id(), "no more needed", APP).orElseThrow();
        }
    }

    private static LoginOrigin origin() {
        return new LoginOrigin("192.0.2.1", "simulation", null);
    }

    private static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, refusal -> {
            throw new AssertionError(refusal.toString());
        });
    }
}

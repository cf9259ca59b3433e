package dev.sallyport.store.jdbc.attacks;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportBuilder;
import dev.sallyport.audit.Actor;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.NewClient;
import dev.sallyport.grant.ClientLogin;
import dev.sallyport.grant.CookieLogin;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.leak.LeakPolicy;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.store.jdbc.JdbcStores;
import dev.sallyport.user.AttemptPolicy;
import dev.sallyport.user.NewUser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Two applications with one master key, one role and the user {@code ada}, as operators set them up who have one database. */
final class Applications {
    static final Secret PASSWORD = Secret.of("correct horse battery");
    static final String ADDRESS = "192.0.2.1";
    static final Actor APP = Actor.application();
    private static final RateLimit MANY = RateLimit.parse("1000000/second");

    /** The time of both. */
    static final AtomicReference<Instant> NOW = new AtomicReference<>(Instant.EPOCH);

    private Applications() {}

    static Sallyport wiki(DataSource database) {
        return start(database, "https://wiki.example", "pages:read", settings -> settings);
    }

    static Sallyport bank(DataSource database) {
        return start(database, "https://bank.example", "payments:send", settings -> settings);
    }

    static Sallyport start(DataSource database, String issuer, String scope, UnaryOperator<SallyportBuilder> settings) {
        NOW.compareAndSet(Instant.EPOCH, Instant.now());
        Sallyport made = settings.apply(Sallyport.builder()
                        .issuer(issuer)
                        .scopes(scope)
                        .roles(Role.of("staff", scope))
                        .clientTypes(
                                ClientType.of("project", "p_", "ps_", CallerKind.CLIENT)
                                        .withScopes(scope)
                                        .withGrants("client_credentials", "refresh_token"),
                                ClientType.of("dashboard", "d_", "ds_", CallerKind.EMBED)
                                        .withScopes(scope))
                        .leakReports(LeakPolicy.revoke())
                        .stores(JdbcStores.of(database))
                        .masterKey(MasterKey.of("0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII)))
                        .failuresPerAddress(MANY.toString())
                        .logins(policy -> policy.withPerAddress(MANY).withResponseTimeGrid(Duration.ZERO))
                        .attempts(any -> new AttemptPolicy(100, 100, 100, Duration.ofMinutes(15)))
                        .clock(NOW::get)
                        .auditSink(event -> {}))
                .build();
        made.users()
                .createIfAbsent(
                        NewUser.of("ada").withId("ada").withPassword(PASSWORD).withRoles("staff"));
        return made;
    }

    static LoginOrigin origin() {
        return new LoginOrigin(ADDRESS, null, null);
    }

    static Login login(Sallyport at) {
        return login(at, null);
    }

    static Login login(Sallyport at, @Nullable ScopeSet scopes) {
        return done(at.logins().withPassword(new PasswordLogin("ada", PASSWORD, scopes, null, origin())));
    }

    static Secret refreshToken(Login login) {
        Secret token = login.refreshToken();
        if (token == null) {
            throw new AssertionError("no refresh token");
        }
        return token;
    }

    static CookieLogin cookie(Sallyport at) {
        return done(at.logins().withCookie(new PasswordLogin("ada", PASSWORD, null, null, origin())));
    }

    static NewClient client(Sallyport at, String type, String... scopes) {
        ClientRequest request = ClientRequest.of(type, "nightly");
        return done(at.clients().create(scopes.length == 0 ? request : request.withScopes(ScopeSet.of(scopes)), APP));
    }

    static Outcome<Login> clientLogin(Sallyport at, NewClient client) {
        return at.logins().withClient(ClientLogin.of(client.client().id(), client.secret(), origin()));
    }

    static boolean accepts(Sallyport at, Secret credential) {
        return at.authenticate(credential.reveal(), ADDRESS) instanceof AuthenticationResult.Accepted;
    }

    static boolean acceptsCookie(Sallyport at, Secret value) {
        return at.authenticateCookie(value.reveal(), ADDRESS) instanceof AuthenticationResult.Accepted;
    }

    static Caller caller(Sallyport at, Secret credential) {
        if (at.authenticate(credential.reveal(), ADDRESS) instanceof AuthenticationResult.Accepted accepted) {
            return accepted.caller();
        }
        throw new AssertionError("refused");
    }

    static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, refusal -> {
            throw new AssertionError(refusal.toString());
        });
    }

    static Refusal.Cause cause(Outcome<?> outcome) {
        return outcome.fold(
                value -> {
                    throw new AssertionError("done: " + value);
                },
                Refusal::cause);
    }
}

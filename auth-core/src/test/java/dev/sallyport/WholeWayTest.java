package dev.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.grant.KeyLogin;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.NewUser;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The main job in one place, without HTTP: log in, make a key, call with it, revoke it. */
class WholeWayTest {
    private static final LoginOrigin HERE = new LoginOrigin("127.0.0.1", null, null);
    private static final Secret PASSWORD = Secret.of("correct horse battery");

    private Sallyport auth;

    @BeforeEach
    void build() {
        auth = Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read", "reports:generate", "reports:delete")
                .roles(Role.of("analyst", "reports:read", "reports:generate"), Role.of("viewer", "reports:read"))
                .build();
        auth.users().createIfAbsent(NewUser.of("ada").withPassword(PASSWORD).withRoles("analyst"));
    }

    @AfterEach
    void close() {
        auth.close();
    }

    @Test
    void personLogsInMakesKeyCallsWithItAndRevokesIt() {
        Caller ada = accepted(login().accessToken());
        assertThat(ada.kind()).isEqualTo(CallerKind.USER);
        assertThat(ada.scopes()).isEqualTo(ScopeSet.of("reports:read", "reports:generate"));

        KeyRequest more = KeyRequest.named("nightly").withScopes(ScopeSet.of("reports:read", "reports:delete"));
        String answer = auth.self()
                .apiKeys()
                .create(ada, more, "127.0.0.1")
                .fold(made -> "made", refusal -> refusal.errors().get(0).code());
        assertThat(answer).isEqualTo("not_held");
        KeyRequest request = KeyRequest.named("nightly").withScopes(ScopeSet.of("reports:read"));
        NewApiKey key = done(auth.self().apiKeys().create(ada, request, "127.0.0.1"));
        Caller withKey = accepted(key.secret());
        assertThat(withKey.kind()).isEqualTo(CallerKind.API_KEY);
        assertThat(withKey.scopes()).as("given and owned").isEqualTo(ScopeSet.of("reports:read"));
        assertThat(withKey.roles()).as("the key has less than the role").isEmpty();

        done(auth.self().apiKeys().revoke(ada, key.key().id(), "no longer needed", "127.0.0.1"));
        assertThat(refused(key.secret())).isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    @Test
    void keyLoginGivesTheSameTokenPerLabel() {
        Caller ada = accepted(login().accessToken());
        Secret key = done(auth.self().apiKeys().create(ada, KeyRequest.named("job"), "127.0.0.1"))
                .secret();
        Login first = done(auth.logins().withApiKey(new KeyLogin(key, "job-1", HERE)));
        Login again = done(auth.logins().withApiKey(new KeyLogin(key, "job-1", HERE)));
        Login other = done(auth.logins().withApiKey(new KeyLogin(key, "job-2", HERE)));
        assertThat(again.accessToken()).isEqualTo(first.accessToken());
        assertThat(other.accessToken()).isNotEqualTo(first.accessToken());
        assertThat(accepted(first.accessToken()).kind()).isEqualTo(CallerKind.API_KEY);
    }

    @Test
    void loginThatWasNarrowedMakesNoKeyThatCanDoMore() {
        PasswordLogin narrow = new PasswordLogin("ada", PASSWORD, ScopeSet.of("reports:read"), null, HERE);
        Login login = done(auth.logins().withPassword(narrow));
        Caller narrowed = accepted(login.accessToken());
        Outcome<NewApiKey> all = auth.self().apiKeys().create(narrowed, KeyRequest.named("all"), "127.0.0.1");
        assertThat(forbidden(all)).isTrue();

        Caller whole = accepted(login().accessToken());
        String id = done(auth.self().apiKeys().create(whole, KeyRequest.named("all"), "127.0.0.1"))
                .key()
                .id();
        Outcome<NewApiKey> rotated = auth.self().apiKeys().rotate(narrowed, id, Duration.ZERO, "127.0.0.1");
        assertThat(forbidden(rotated)).isTrue();
        done(auth.self().apiKeys().revoke(narrowed, id, null, "127.0.0.1"));
    }

    @Test
    void logoutEndsTheToken() {
        Login login = login();
        auth.logins().logout(accepted(login.accessToken()), "127.0.0.1");
        assertThat(refused(login.accessToken())).isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    private static boolean forbidden(Outcome<NewApiKey> outcome) {
        return outcome.<Boolean>fold(key -> false, refusal -> refusal.cause() == Refusal.Cause.FORBIDDEN);
    }

    private Login login() {
        return done(auth.logins().withPassword(new PasswordLogin("ada", PASSWORD, null, null, HERE)));
    }

    private Caller accepted(Secret credential) {
        AuthenticationResult answer = auth.authenticate(credential.reveal(), "127.0.0.1");
        assertThat(answer).isInstanceOf(AuthenticationResult.Accepted.class);
        return ((AuthenticationResult.Accepted) answer).caller();
    }

    private Refusal.Cause refused(Secret credential) {
        AuthenticationResult answer = auth.authenticate(credential.reveal(), "127.0.0.1");
        assertThat(answer).isInstanceOf(AuthenticationResult.Refused.class);
        return ((AuthenticationResult.Refused) answer).refusal().cause();
    }

    private static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, refusal -> {
            throw new AssertionError(refusal.toString());
        });
    }
}

package dev.sallyport.servlet.attacks;

import static dev.sallyport.servlet.attacks.AttackedApi.PASSWORD;
import static dev.sallyport.servlet.attacks.AttackedApi.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.profile.accessrefresh.AccessRefreshProfile;
import dev.sallyport.servlet.profile.cookiesession.CookieSessionProfile;
import dev.sallyport.servlet.profile.keylogin.KeyLoginProfile;
import dev.sallyport.servlet.profile.privatetokens.PrivateTokensProfile;
import dev.sallyport.servlet.wire.WireProfile;
import dev.sallyport.user.AttemptPolicy;
import dev.sallyport.user.NewUser;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** While strangers guess, whoever is logged in changes how they log in. */
class OwnerIsNotKeptOutTest {
    private static final String CHANGE = """
            {"current":"%s","new":"another long password"}""".formatted(PASSWORD);

    private static AttackedApi start(@Nullable WireProfile profile) {
        AttackedApi api = new AttackedApi(
                profile, settings -> settings.attempts(any -> new AttemptPolicy(3, 9, 3, Duration.ofMinutes(15))));
        api.auth
                .users()
                .createIfAbsent(NewUser.of("vic")
                        .withId("vic")
                        .withPassword(Secret.of(PASSWORD))
                        .withRoles("analyst"));
        return api;
    }

    /** From four addresses, more than the account has for all strangers. */
    private static void guess(AttackedApi api) {
        for (int i = 0; i < 12; i++) {
            LoginOrigin origin = new LoginOrigin("198.51.100." + i % 4, null, null);
            PasswordLogin login = new PasswordLogin("vic", Secret.of("wrong " + i), null, null, origin);
            assertThat(api.auth.logins().withPassword(login)).isInstanceOf(Outcome.Refused.class);
        }
    }

    @Test
    void ownerChangesThePasswordAndEnrolsWhileStrangersGuess() {
        try (AttackedApi api = start(null)) {
            String token = api.token("vic");
            guess(api);
            assertThat(api.login("vic", PASSWORD, "").statusCode())
                    .as("the guesses have used up what all strangers share")
                    .isEqualTo(401);
            assertThat(api.status("POST", "/auth/mfa/totp", token, """
                    {"password":"%s"}""".formatted(PASSWORD)))
                    .isEqualTo(200);
            assertThat(api.status("POST", "/auth/password", token, CHANGE)).isEqualTo(204);
        }
    }

    @Test
    void wrongPasswordsWithinASessionLockNobodyOut() {
        try (AttackedApi api = start(null)) {
            String thief = api.token("vic");
            String owner = api.token("vic");
            for (int i = 0; i < 5; i++) {
                assertThat(api.status("POST", "/auth/password", thief, CHANGE.replace(PASSWORD, "wrong")))
                        .isEqualTo(401);
            }
            assertThat(api.status("POST", "/auth/password", thief, CHANGE))
                    .as("guesses are bounded by session")
                    .isEqualTo(401);
            assertThat(api.login("vic", PASSWORD, "").statusCode()).isEqualTo(200);
            assertThat(api.status("POST", "/auth/password", owner, CHANGE)).isEqualTo(204);
        }
    }

    static Stream<Arguments> profiles() {
        String mail = """
                {"email":"vic","password":"%s"}""".formatted(PASSWORD);
        String name = """
                {"username":"vic","password":"%s"}""".formatted(PASSWORD);
        return Stream.of(
                Arguments.of(null, "/auth/login", name, "/auth"),
                Arguments.of(KeyLoginProfile.create(), "/auth/login", name, "/auth"),
                Arguments.of(AccessRefreshProfile.create(), "/api/auth/login/", mail, "/api/auth"),
                Arguments.of(PrivateTokensProfile.create(), "/api/v1/auth/login/", name, "/api/v1/auth"),
                Arguments.of(
                        CookieSessionProfile.create(),
                        "/api/auth/login",
                        "{\"auth\":\"vic\",\"password\":\"" + PASSWORD + "\"}",
                        "/api/auth"));
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void deviceCookieIsSentToAllEndpointsOfTheProfile(
            @Nullable WireProfile profile, String login, String body, String path) {
        try (AttackedApi api = start(profile)) {
            assertThat(api.send("POST", login, null, body).headers().allValues("Set-Cookie"))
                    .anySatisfy(cookie ->
                            assertThat(cookie).startsWith("sallyport_device=").contains("; Path=" + path + ";"));
        }
    }

    /** The device is known after the second step, and stays so: its failures count apart from those of strangers. */
    @Test
    void secondStepOfACookieLoginKnowsTheDevice() {
        try (AttackedApi api = start(CookieSessionProfile.create())) {
            String seed = api.enrol("vic");
            String body = """
                    {"auth":"vic","password":"%s"}""".formatted(PASSWORD);
            String pending = RightsNeverGrowTest.cookie(api.send("POST", "/api/auth/login", null, body));
            HttpResponse<String> verified =
                    api.send("POST", "/api/auth/verify", null, """
                            {"passcode":"%s"}""".formatted(api.code(seed)), "Cookie", pending);
            String device = verified.headers().allValues("Set-Cookie").stream()
                    .filter(cookie -> cookie.startsWith("sallyport_device="))
                    .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                    .findFirst()
                    .orElseThrow();
            guess(api);
            assertThat(api.send("POST", "/api/auth/login", null, body).statusCode())
                    .isEqualTo(401);
            assertThat(api.send("POST", "/api/auth/login", null, body, "Cookie", device)
                            .statusCode())
                    .isEqualTo(204);
            assertThat(member(api.send("POST", "/api/auth/verify", null, "{}", "Cookie", device), "error"))
                    .isEqualTo("INVALID_REQUEST");
        }
    }
}

package dev.sallyport.servlet.attacks;

import static dev.sallyport.servlet.attacks.AttackedApi.ADMIN_AREA;
import static dev.sallyport.servlet.attacks.AttackedApi.PASSWORD;
import static dev.sallyport.servlet.attacks.AttackedApi.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.SallyportBuilder;
import dev.sallyport.audit.Actor;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.profile.cookiesession.CookieSessionProfile;
import dev.sallyport.servlet.wire.WireProfile;
import dev.sallyport.user.NewUser;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may give a second factor to an account, take it away, and use up its guesses. */
class SecondFactorTakeoverTest {
    private static final String WITH_PASSWORD = """
            {"password":"%s"}""".formatted(PASSWORD);
    private static final String WRONG_CODE = """
            {"code":"000000"}""";

    private @Nullable AttackedApi started;

    @AfterEach
    void stop() {
        if (started != null) {
            started.close();
        }
    }

    private AttackedApi start(@Nullable WireProfile profile, UnaryOperator<SallyportBuilder> settings) {
        AttackedApi api = new AttackedApi(profile, settings);
        started = api;
        for (String name : List.of("root", "vic")) {
            api.auth
                    .users()
                    .createIfAbsent(NewUser.of(name)
                            .withId(name)
                            .withPassword(Secret.of(PASSWORD))
                            .withRoles(
                                    name.equals("root")
                                            ? new String[] {"analyst", "admin"}
                                            : new String[] {"analyst"}));
        }
        return api;
    }

    private AttackedApi start() {
        return start(null, settings -> settings.secondFactor(factor -> factor.requiredFor("admin")));
    }

    private static String both(String password, String code) {
        return """
                {"password":"%s","code":"%s"}""".formatted(password, code);
    }

    private HttpResponse<String> loginWith(AttackedApi api, String user, String code) {
        return api.login(user, PASSWORD, ",\"totp\":\"" + code + "\"");
    }

    /** The whole way by HTTP; the step of the confirming code is over when this answers the seed. */
    private String enrol(AttackedApi api, String token) {
        String seed = member(api.send("POST", "/auth/mfa/totp", token, WITH_PASSWORD), "secret");
        assertThat(api.status("POST", "/auth/mfa/totp/confirm", token, """
                {"code":"%s"}""".formatted(api.code(seed))))
                .isEqualTo(200);
        api.clock.advance(Duration.ofSeconds(30));
        return seed;
    }

    @Test
    void tokenWithoutScopeTakesOverNoSecondFactor() {
        AttackedApi api = start();
        String narrowed = member(api.login("vic", PASSWORD, ",\"scope\":\"\""), "access_token");
        assertThat(api.status("POST", "/auth/mfa/totp", narrowed, "{}")).isEqualTo(403);
        assertThat(api.status("POST", "/auth/mfa/totp", narrowed, WITH_PASSWORD))
                .isEqualTo(403);
        assertThat(api.status("POST", "/auth/mfa/totp/confirm", narrowed, WRONG_CODE))
                .isEqualTo(403);
        assertThat(api.login("vic", PASSWORD, "").statusCode())
                .as("needs no code")
                .isEqualTo(200);
    }

    @Test
    void tokenWithoutScopeTakesOverNoFactorOfARoleThatNeedsOne() {
        AttackedApi api = start();
        String narrowed = member(api.login("root", PASSWORD, ",\"scope\":\"\""), "access_token");
        assertThat(api.status("POST", "/auth/mfa/totp", narrowed, "{}"))
                .as("it was narrowed to be handed on, so it takes the password")
                .isEqualTo(401);
        HttpResponse<String> whole = api.login("root", PASSWORD, "");
        String body = """
                {"grant_type":"refresh_token","scope":"reports:read","refresh_token":"%s"}""".formatted(member(whole, "refresh_token"));
        assertThat(api.send("POST", "/auth/token", null, body).statusCode())
                .as("nor is one narrowed later")
                .isEqualTo(400);
    }

    @Test
    void enrolmentTakesThePasswordHoweverRecentTheLogin() {
        AttackedApi api = start();
        String token = api.token("vic");
        HttpResponse<String> without = api.send("POST", "/auth/mfa/totp", token, "{}");
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.body()).contains("\"code\":\"reauthentication_required\"");
        assertThat(api.status("POST", "/auth/mfa/totp", token, WITH_PASSWORD.replace(PASSWORD, "wrong")))
                .isEqualTo(401);
        assertThat(api.status("POST", "/auth/mfa/totp", token, WITH_PASSWORD)).isEqualTo(200);
    }

    @Test
    void whoLacksTheFactorOfTheirRoleEnrolsWithinTenMinutesOfTheLogin() {
        AttackedApi api = start();
        String token = api.token("root");
        assertThat(api.status("POST", "/auth/mfa/totp", token, "{}")).isEqualTo(200);
        api.clock.advance(Duration.ofMinutes(10));
        assertThat(api.status("POST", "/auth/mfa/totp", token, "{}")).isEqualTo(401);
        String seed = enrol(api, token);
        String full = member(loginWith(api, "root", api.code(seed)), "access_token");
        assertThat(api.status("GET", ADMIN_AREA, full, null)).isEqualTo(200);
    }

    @Test
    void wrongCodesAtConfirmLockNoLogin() {
        AttackedApi api = start();
        String seed = enrol(api, api.token("vic"));
        String inside = member(loginWith(api, "vic", api.code(seed)), "access_token");
        api.clock.advance(Duration.ofSeconds(30));
        for (int i = 0; i < 6; i++) {
            assertThat(api.status("POST", "/auth/mfa/totp/confirm", inside, WRONG_CODE))
                    .isEqualTo(400);
            assertThat(api.status("DELETE", "/auth/mfa/totp", inside, both(PASSWORD, "000000")))
                    .isEqualTo(400);
            assertThat(api.status("POST", "/auth/mfa/totp/recovery-codes", inside, both(PASSWORD, "000000")))
                    .isEqualTo(400);
        }
        assertThat(api.status("DELETE", "/auth/mfa/totp", inside, both(PASSWORD, api.code(seed))))
                .as("the budget of that session")
                .isEqualTo(400);
        assertThat(loginWith(api, "vic", api.code(seed)).statusCode()).isEqualTo(200);
    }

    @Test
    void guessesAtConfirmAreBounded() {
        AttackedApi api = start();
        String token = api.token("vic");
        String seed = member(api.send("POST", "/auth/mfa/totp", token, WITH_PASSWORD), "secret");
        for (int i = 0; i < 10; i++) {
            api.status("POST", "/auth/mfa/totp/confirm", token, WRONG_CODE);
        }
        String right = """
                {"code":"%s"}""".formatted(api.code(seed));
        assertThat(api.status("POST", "/auth/mfa/totp/confirm", token, right)).isEqualTo(400);
        assertThat(api.status("POST", "/auth/mfa/totp/confirm", api.token("vic"), right))
                .as("another session of the same person")
                .isEqualTo(200);
    }

    @Test
    void whoRemovedTheFactorIsAdministratorNoMore() {
        AttackedApi api = start();
        String seed = enrol(api, api.token("root"));
        HttpResponse<String> login = loginWith(api, "root", api.code(seed));
        String full = member(login, "access_token");
        assertThat(api.status("GET", ADMIN_AREA, full, null)).isEqualTo(200);
        api.clock.advance(Duration.ofSeconds(30));
        assertThat(api.status("DELETE", "/auth/mfa/totp", full, both(PASSWORD, api.code(seed))))
                .isEqualTo(204);
        assertThat(api.status("GET", ADMIN_AREA, full, null))
                .as("the live token")
                .isEqualTo(403);
        assertThat(api.status("POST", "/auth/api-keys", full, """
                {"name":"x"}""")).isEqualTo(403);
        assertThat(api.caller(full).amr()).containsExactly("pwd");
        HttpResponse<String> refreshed =
                api.send("POST", "/auth/token", null, """
                {"grant_type":"refresh_token","refresh_token":"%s"}""".formatted(member(login, "refresh_token")));
        assertThat(api.status("GET", ADMIN_AREA, member(refreshed, "access_token"), null))
                .isEqualTo(403);
        String again = enrol(api, full);
        assertThat(api.status("GET", ADMIN_AREA, full, null))
                .as("a new factor does not give the old session its own back")
                .isEqualTo(403);
        assertThat(api.status("GET", ADMIN_AREA, member(loginWith(api, "root", api.code(again)), "access_token"), null))
                .isEqualTo(200);
    }

    @Test
    void cookieLosesTheFactorThatTheApplicationRemoved() {
        AttackedApi api = start(
                CookieSessionProfile.create(),
                settings -> settings.secondFactor(factor -> factor.requiredFor("admin")));
        String seed = api.enrol("root");
        String body = """
                {"auth":"root","password":"%s"}""".formatted(PASSWORD);
        String pending = RightsNeverGrowTest.cookie(api.send("POST", "/api/auth/login", null, body));
        String cookie = RightsNeverGrowTest.cookie(
                api.send("POST", "/api/auth/verify", null, """
                        {"passcode":"%s"}""".formatted(api.code(seed)), "Cookie", pending));
        assertThat(api.send("GET", ADMIN_AREA, null, null, "Cookie", cookie).statusCode())
                .isEqualTo(200);
        api.auth.secondFactors().disable("root", Actor.application());
        assertThat(api.send("GET", ADMIN_AREA, null, null, "Cookie", cookie).statusCode())
                .isEqualTo(403);
        assertThat(api.send("POST", "/api/user/tokens", null, "{}", "Cookie", cookie)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void newRecoveryCodesEndTheOld() {
        AttackedApi api = start();
        String token = api.token("vic");
        String seed = member(api.send("POST", "/auth/mfa/totp", token, WITH_PASSWORD), "secret");
        List<String> old =
                recoveryCodes(api.send("POST", "/auth/mfa/totp/confirm", token, """
                        {"code":"%s"}""".formatted(api.code(seed))));
        api.clock.advance(Duration.ofSeconds(30));
        String path = "/auth/mfa/totp/recovery-codes";
        assertThat(api.status("POST", path, token, both("wrong", api.code(seed))))
                .isEqualTo(401);
        assertThat(api.status("POST", path, token, both(PASSWORD, "000000"))).isEqualTo(400);
        List<String> renewed = recoveryCodes(api.send("POST", path, token, both(PASSWORD, api.code(seed))));
        assertThat(renewed).hasSize(10).doesNotContainAnyElementsOf(old);
        assertThat(loginWith(api, "vic", old.get(0)).statusCode()).isEqualTo(401);
        assertThat(loginWith(api, "vic", renewed.get(0)).statusCode()).isEqualTo(200);
        assertThat(loginWith(api, "vic", renewed.get(0)).statusCode()).isEqualTo(401);
        assertThat(api.status("POST", path, token, both(PASSWORD, renewed.get(1))))
                .as("one of them is a code too")
                .isEqualTo(200);
    }

    private static List<String> recoveryCodes(HttpResponse<String> response) {
        return Pattern.compile("[a-z2-7]{25}")
                .matcher(response.body())
                .results()
                .map(MatchResult::group)
                .toList();
    }
}

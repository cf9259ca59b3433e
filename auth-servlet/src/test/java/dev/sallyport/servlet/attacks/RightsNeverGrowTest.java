package dev.sallyport.servlet.attacks;

import static dev.sallyport.servlet.attacks.AttackedApi.ADMIN_AREA;
import static dev.sallyport.servlet.attacks.AttackedApi.PASSWORD;
import static dev.sallyport.servlet.attacks.AttackedApi.done;
import static dev.sallyport.servlet.attacks.AttackedApi.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.SallyportBuilder;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.KeyUpdate;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.profile.accessrefresh.AccessRefreshProfile;
import dev.sallyport.servlet.profile.cookiesession.CookieSessionProfile;
import dev.sallyport.servlet.profile.privatetokens.PrivateTokensProfile;
import dev.sallyport.servlet.wire.WireProfile;
import dev.sallyport.user.NewUser;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDirectory;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A login that has less than its owner gets no more through what it makes, whatever the owner has more. */
class RightsNeverGrowTest {
    private static final ScopeSet READ = ScopeSet.of("reports:read");
    private static final String KEY = """
            {"name":"x"}""";

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
        return api;
    }

    /** A root with a role for a scope, and one that grants none. */
    private AttackedApi withRoot(@Nullable WireProfile profile, UnaryOperator<SallyportBuilder> settings) {
        AttackedApi api = start(profile, settings);
        api.auth
                .users()
                .createIfAbsent(NewUser.of("root")
                        .withId("root")
                        .withPassword(Secret.of(PASSWORD))
                        .withRoles("analyst", "admin"));
        return api;
    }

    private static SallyportBuilder factorForAdmins(SallyportBuilder settings) {
        return settings.secondFactor(factor -> factor.requiredFor("admin"));
    }

    @Test
    void wholeLoginMakesAKeyThatReachesWhatItReaches() {
        AttackedApi api = withRoot(null, settings -> settings);
        String token = api.token("root");
        assertThat(api.status("GET", ADMIN_AREA, token, null)).isEqualTo(200);
        HttpResponse<String> made = api.send("POST", "/auth/api-keys", token, KEY);
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(api.status("GET", ADMIN_AREA, member(made, "key"), null))
                .as("what the attacks below are after")
                .isEqualTo(200);
    }

    @Test
    void loginWithoutTheFactorOfItsRoleMakesNoKey() {
        AttackedApi api = withRoot(null, RightsNeverGrowTest::factorForAdmins);
        String token = api.token("root");
        assertThat(api.status("GET", ADMIN_AREA, token, null)).isEqualTo(403);
        assertThat(api.status("POST", "/auth/api-keys", token, KEY)).isEqualTo(403);
        String seed = api.enrol("root");
        assertThat(api.status("POST", "/auth/api-keys", token, KEY))
                .as("its session ended with the enrolment")
                .isEqualTo(401);
        String full = member(api.login("root", PASSWORD, ",\"totp\":\"" + api.code(seed) + "\""), "access_token");
        assertThat(api.status("GET", ADMIN_AREA, full, null)).isEqualTo(200);
        assertThat(api.status("POST", "/auth/api-keys", full, KEY)).isEqualTo(201);
    }

    @Test
    void loginWithoutTheFactorOfItsRoleEndsNoOtherSessionAndSetsNoPassword() {
        AttackedApi api = withRoot(null, RightsNeverGrowTest::factorForAdmins);
        String token = api.token("root");
        String other = api.caller(api.token("root")).sessionId();
        assertThat(api.status("DELETE", "/auth/sessions", token, null)).isEqualTo(403);
        assertThat(api.status("DELETE", "/auth/sessions/" + other, token, null)).isEqualTo(403);
        assertThat(api.status("POST", "/auth/password", token, """
                        {"current":"%s","new":"another long password"}""".formatted(PASSWORD)))
                .isEqualTo(403);
        assertThat(api.status("DELETE", "/auth/sessions/" + api.caller(token).sessionId(), token, null))
                .as("itself")
                .isEqualTo(204);
    }

    @Test
    void narrowedLoginMakesNoKeyThatBearsARoleWithoutScopes() {
        AttackedApi api = withRoot(null, settings -> settings);
        String token = member(api.login("root", PASSWORD, ",\"scope\":\"reports:read\""), "access_token");
        assertThat(api.caller(token).scopes()).as("all scopes that there are").isEqualTo(READ);
        assertThat(api.status("GET", ADMIN_AREA, token, null)).isEqualTo(403);
        assertThat(api.status("POST", "/auth/api-keys", token, KEY)).isEqualTo(403);
    }

    @Test
    void ownerWithoutAnyScopeIsNoVacuousCase() {
        AttackedApi api = start(null, settings -> settings);
        api.auth
                .users()
                .createIfAbsent(NewUser.of("mark")
                        .withId("mark")
                        .withPassword(Secret.of(PASSWORD))
                        .withRoles("admin"));
        String token = member(api.login("mark", PASSWORD, ",\"scope\":\"\""), "access_token");
        assertThat(api.status("POST", "/auth/api-keys", token, KEY)).isEqualTo(403);
        assertThat(api.status("POST", "/auth/api-keys", api.token("mark"), KEY)).isEqualTo(201);
    }

    @Test
    void tokenThatARefreshNarrowedMakesNoKey() {
        AttackedApi api = withRoot(null, settings -> settings);
        String refresh = member(api.login("root", PASSWORD, ""), "refresh_token");
        HttpResponse<String> narrowed = api.send("POST", "/auth/token", null, """
                {"grant_type":"refresh_token","refresh_token":"%s","scope":"reports:read"}""".formatted(refresh));
        assertThat(api.status("POST", "/auth/api-keys", member(narrowed, "access_token"), KEY))
                .isEqualTo(403);
    }

    @Test
    void narrowedLoginChangesRotatesAndEnablesNoKey() {
        AttackedApi api = withRoot(null, settings -> settings);
        NewApiKey key = done(api.auth.apiKeys().create("root", KeyRequest.named("job"), Actor.application()));
        done(api.auth.apiKeys().update(key.key().id(), KeyUpdate.nothing().enabled(false), Actor.application()));
        String path = "/auth/api-keys/" + key.key().id();
        String narrowed = api.token("root", READ);
        assertThat(api.status("PATCH", path, narrowed, "{\"enabled\":true}")).isEqualTo(403);
        assertThat(api.status("PATCH", path, narrowed, "{\"scopes\":null}")).isEqualTo(403);
        assertThat(api.status("GET", ADMIN_AREA, key.secret().reveal(), null)).isEqualTo(401);
        String whole = api.token("root", null);
        assertThat(api.status("PATCH", path, whole, "{\"enabled\":true}")).isEqualTo(200);
        assertThat(api.status("GET", ADMIN_AREA, key.secret().reveal(), null)).isEqualTo(200);
        assertThat(api.status("POST", path + "/rotate", narrowed, "{}")).isEqualTo(403);
        assertThat(api.status("DELETE", path, narrowed, null))
                .as("to revoke takes away only")
                .isEqualTo(204);
    }

    @Test
    void tokenOfAKeyLoginMakesAndChangesNothing() {
        AttackedApi api = withRoot(null, settings -> settings);
        NewApiKey key =
                done(api.auth.apiKeys().create("root", KeyRequest.named("job").withScopes(READ), Actor.application()));
        String token = member(
                api.send("POST", "/auth/login", null, """
                        {"api_key":"%s"}""".formatted(key.secret().reveal())), "access_token");
        for (String credential : Set.of(token, key.secret().reveal())) {
            assertThat(api.status("POST", "/auth/api-keys", credential, KEY)).isEqualTo(403);
            assertThat(api.status("PATCH", "/auth/api-keys/" + key.key().id(), credential, "{\"scopes\":null}"))
                    .isEqualTo(403);
            assertThat(api.status("POST", "/auth/api-keys/" + key.key().id() + "/rotate", credential, "{}"))
                    .isEqualTo(403);
        }
    }

    @Test
    void privateTokensAreForWholeLogins() {
        AttackedApi api = withRoot(PrivateTokensProfile.create(), RightsNeverGrowTest::factorForAdmins);
        String body = """
                {"name":"x","expiration_time":"2031-01-01T00:00:00Z"}""";
        String path = "/api/v1/auth/private_tokens/";
        assertThat(api.status("POST", path, api.token("root", null), body))
                .as("lacks its factor")
                .isEqualTo(403);
        String seed = api.enrol("root");
        String full = api.login("root", api.code(seed)).accessToken().reveal();
        HttpResponse<String> made = api.send("POST", path, full, body);
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(api.status("GET", ADMIN_AREA, member(made, "data"), null)).isEqualTo(200);
        assertThat(api.status("POST", path, member(made, "data"), body)).isEqualTo(403);
    }

    @Test
    void keysOfTheAccessRefreshProfileAreForWholeLogins() {
        AttackedApi api = withRoot(AccessRefreshProfile.create(), settings -> settings);
        assertThat(api.status("POST", "/api/auth/api-keys/", api.token("root", READ), KEY))
                .isEqualTo(403);
        assertThat(api.status("POST", "/api/auth/api-keys/", api.token("root", null), KEY))
                .isEqualTo(201);
    }

    @Test
    void tokensOfTheCookieProfileAreForWholeLogins() {
        AttackedApi api = withRoot(CookieSessionProfile.create(), RightsNeverGrowTest::factorForAdmins);
        String cookie = cookie(api.send("POST", "/api/auth/login", null, """
                        {"auth":"root","password":"%s"}""".formatted(PASSWORD)));
        assertThat(api.send("GET", "/api/user", null, null, "Cookie", cookie).statusCode())
                .isEqualTo(200);
        assertThat(api.send("POST", "/api/user/tokens", null, "{}", "Cookie", cookie)
                        .statusCode())
                .as("lacks its factor")
                .isEqualTo(403);
        assertThat(api.status("POST", "/api/user/tokens", api.token("root", READ), "{}"))
                .isEqualTo(403);
        String seed = api.enrol("root");
        String pending = cookie(api.send("POST", "/api/auth/login", null, """
                        {"auth":"root","password":"%s"}""".formatted(PASSWORD)));
        String full =
                cookie(api.send("POST", "/api/auth/verify", null, """
                        {"passcode":"%s"}""".formatted(api.code(seed)), "Cookie", pending));
        assertThat(api.send("POST", "/api/user/tokens", null, "{}", "Cookie", full)
                        .statusCode())
                .isEqualTo(201);
    }

    static String cookie(HttpResponse<String> response) {
        return response.headers().allValues("Set-Cookie").stream()
                .filter(value -> value.contains("semaphore="))
                .map(value -> value.substring(0, value.indexOf(';')))
                .findFirst()
                .orElseThrow(() -> new AssertionError(response.statusCode() + " " + response.headers()));
    }

    /** Roles that this application declared nowhere are roles all the same: {@code @RolesAllowed} goes by their names. */
    @Test
    void roleOfAForeignDirectoryThatIsDeclaredNowhereCounts() {
        User eve = new User("eve", "eve", null, null, "acme", Set.of("analyst", "auditor"), Map.of(), true);
        AttackedApi api = start(null, settings -> settings.userDirectory(new Foreign(eve)));
        String narrowed = member(api.login("eve", PASSWORD, ",\"scope\":\"reports:read\""), "access_token");
        assertThat(api.caller(narrowed).roles()).containsExactly("analyst");
        assertThat(api.status("POST", "/auth/api-keys", narrowed, KEY)).isEqualTo(403);
        String whole = api.token("eve");
        assertThat(api.caller(whole).roles()).contains("auditor");
        HttpResponse<String> made = api.send("POST", "/auth/api-keys", whole, KEY);
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(api.caller(member(made, "key")).roles())
                .as("what the narrowed login would have got")
                .contains("auditor");
    }

    /** A login from before its owner moved to another tenant stands for nobody in that one. */
    @Test
    void loginOfAnotherTenantMakesNoKeyForTheNewOne() {
        AttackedApi api = withRoot(null, settings -> settings);
        String token = api.token("root");
        done(api.auth.users().update("root", root -> root.withTenant("acme"), Actor.application()));
        assertThat(api.status("POST", "/auth/api-keys", token, KEY)).isEqualTo(403);
        assertThat(api.status("POST", "/auth/api-keys", api.token("root"), KEY)).isEqualTo(201);
    }

    @Test
    void loginFromBeforeARoleWasGivenMakesNoKeyThatBearsIt() {
        AttackedApi api = withRoot(null, settings -> settings);
        done(api.auth.users().setRoles("root", Set.of("analyst"), Actor.application()));
        String token = api.token("root");
        done(api.auth.users().setRoles("root", Set.of("analyst", "admin"), Actor.application()));
        assertThat(api.status("GET", ADMIN_AREA, token, null)).isEqualTo(403);
        assertThat(api.status("POST", "/auth/api-keys", token, KEY)).isEqualTo(403);
    }

    private record Foreign(User user) implements UserDirectory {
        @Override
        public Optional<User> findById(String id) {
            return Optional.of(user).filter(found -> found.id().equals(id));
        }

        @Override
        public Optional<User> findByLogin(String loginOrEmail) {
            return findById(loginOrEmail);
        }

        @Override
        public boolean passwordMatches(@Nullable User found, Secret password) {
            return found != null && password.equals(Secret.of(PASSWORD));
        }
    }
}

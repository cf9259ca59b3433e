package dev.sallyport.servlet.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.grant.ClientLogin;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.servlet.profile.accessrefresh.AccessRefreshProfile;
import dev.sallyport.servlet.profile.cookiesession.CookieSessionProfile;
import dev.sallyport.servlet.profile.keylogin.KeyLoginProfile;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is told to be logged out has nothing left, in every profile that has a logout. */
class LogoutTest {
    private static final Map<String, UnaryOperator<SallyportWeb>> PROFILES = Map.of(
            "/auth/logout standard", web -> web.endpoints("/auth/*"),
            "/auth/logout key-login", web -> web.profile(KeyLoginProfile.create()),
            "/api/auth/logout access-refresh", web -> web.profile(AccessRefreshProfile.create()),
            "/api/auth/logout cookie-session", web -> web.profile(CookieSessionProfile.create()));

    private static Site site(String profile) {
        return new Site(
                "/",
                settings -> settings,
                web -> Objects.requireNonNull(PROFILES.get(profile)).apply(web).apiKeyHeader("X-Key"));
    }

    private static String clientToken(Site site, String type) {
        return site.auth
                .clients()
                .create(ClientRequest.of(type, "nightly"), Actor.application())
                .flatMap(made -> site.auth
                        .logins()
                        .withClient(ClientLogin.of(
                                made.client().id(), made.secret(), new LoginOrigin("192.0.2.1", null, null))))
                .fold(login -> login.accessToken().reveal(), refusal -> {
                    throw new AssertionError(refusal.toString());
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/auth/logout standard",
                "/auth/logout key-login",
                "/api/auth/logout access-refresh",
                "/api/auth/logout cookie-session"
            })
    void tokenOfAClientEnds(String profile) {
        try (Site site = site(profile)) {
            String logout = profile.substring(0, profile.indexOf(' '));
            String token = clientToken(site, "project");
            String other = clientToken(site, "project");
            assertThat(site.bearer("GET", "/api/reports", token)).isEqualTo(200);
            assertThat(site.bearer("POST", logout, token)).isEqualTo(204);
            assertThat(site.bearer("GET", "/api/reports", token)).isEqualTo(401);
            assertThat(site.bearer("GET", "/api/reports", other))
                    .as("that one alone")
                    .isEqualTo(200);
            assertThat(site.status("POST", logout, "X-Key", other)).isEqualTo(204);
            assertThat(site.bearer("GET", "/api/reports", other))
                    .as("which came in another header")
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/logout standard", "/auth/logout key-login"})
    void keyIsToldThatItGoesOn(String profile) {
        try (Site site = site(profile)) {
            Outcome<String> key = site.auth
                    .apiKeys()
                    .create("ada", KeyRequest.named("job"), Actor.application())
                    .map(made -> made.secret().reveal());
            String text = key.fold(value -> value, refusal -> "");
            String logout = profile.substring(0, profile.indexOf(' '));
            assertThat(site.bearer("POST", logout, text)).isEqualTo(403);
            assertThat(site.bearer("GET", "/api/reports", text)).isEqualTo(200);
        }
    }
}

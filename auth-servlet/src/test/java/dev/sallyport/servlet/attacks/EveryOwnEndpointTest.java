package dev.sallyport.servlet.attacks;

import static dev.sallyport.servlet.attacks.AttackedApi.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.AccessRule;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientType;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.profile.accessrefresh.AccessRefreshProfile;
import dev.sallyport.servlet.profile.cookiesession.CookieSessionProfile;
import dev.sallyport.servlet.profile.idsecret.IdSecretProfile;
import dev.sallyport.servlet.profile.keylogin.KeyLoginProfile;
import dev.sallyport.servlet.profile.privatetokens.PrivateTokensProfile;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.servlet.wire.StandardProfile;
import dev.sallyport.servlet.wire.WireProfile;
import dev.sallyport.user.NewUser;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every endpoint of every profile that changes something for a caller is either for whole logins, and refuses a narrowed one, or
 * stands here with the reason why it need not. An endpoint that is new stands in neither list, and fails this test.
 */
class EveryOwnEndpointTest {
    private static final String BOTH = """
            {"password":"%s","code":"000000"}""".formatted(PASSWORD);

    /** For whole logins, and a body that they take. */
    private static final Map<String, String> WHOLE = Map.ofEntries(
            Map.entry("POST /auth/password", "{\"current\":\"" + PASSWORD + "\",\"new\":\"another long password\"}"),
            Map.entry("POST /auth/mfa/totp", "{\"password\":\"" + PASSWORD + "\"}"),
            Map.entry("POST /auth/mfa/totp/confirm", "{\"code\":\"000000\"}"),
            Map.entry("POST /auth/mfa/totp/recovery-codes", BOTH),
            Map.entry("DELETE /auth/mfa/totp", BOTH),
            Map.entry("POST /auth/api-keys", "{\"name\":\"x\"}"),
            Map.entry("PATCH /auth/api-keys/{id}", "{\"enabled\":true}"),
            Map.entry("POST /auth/api-keys/{id}/rotate", "{}"),
            Map.entry("DELETE /auth/sessions", ""),
            Map.entry("DELETE /auth/sessions/{id}", ""),
            Map.entry("POST /api/user/tokens", "{}"),
            Map.entry(
                    "POST /api/v1/auth/private_tokens",
                    "{\"name\":\"x\",\"expiration_time\":\"2031-01-01T00:00:00Z\"}"),
            Map.entry("POST /api/auth/api-keys", "{\"name\":\"x\"}"));

    /** For every login. */
    private static final Map<String, String> ANY = Map.of(
            "POST /auth/logout", "ends the caller's own session",
            "POST /api/auth/logout", "ends the caller's own session",
            "POST /auth/revoke", "ends what is shown to it, for whoever has it",
            "POST /api/v1/invalidate-token", "ends what is shown to it, for whoever has it",
            "DELETE /auth/api-keys/{id}", "revokes, which takes away only",
            "DELETE /api/user/tokens/{id}", "revokes, which takes away only",
            "DELETE /api/v1/auth/private_tokens/{id}", "revokes, which takes away only",
            "DELETE /api/auth/api-keys/{id}", "revokes, which takes away only");

    static Stream<WireProfile> profiles() {
        return Stream.of(
                StandardProfile.at("/auth"),
                AccessRefreshProfile.create(),
                CookieSessionProfile.create(),
                IdSecretProfile.create(),
                KeyLoginProfile.create(),
                PrivateTokensProfile.create());
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void narrowedLoginIsRefusedWhereverSomethingOutlastsIt(WireProfile profile) {
        try (AttackedApi api = new AttackedApi(
                profile,
                settings -> settings.clientTypes(ClientType.of("dashboard", "d_", "ds_", CallerKind.EMBED)
                        .withScopes("reports:read")))) {
            api.auth
                    .users()
                    .createIfAbsent(NewUser.of("root")
                            .withId("root")
                            .withPassword(Secret.of(PASSWORD))
                            .withRoles("analyst", "admin"));
            NewApiKey key =
                    AttackedApi.done(api.auth.apiKeys().create("root", KeyRequest.named("job"), Actor.application()));
            String session = String.valueOf(api.caller(api.token("root", null)).sessionId());
            String narrowed = api.token("root", ScopeSet.of("reports:read"));
            Map<String, Integer> answers = new LinkedHashMap<>();
            TreeSet<String> unknown = new TreeSet<>();
            for (Route route : profile.routes(Operations.of(api.auth, Map::of))) {
                String name = route.method() + " " + route.path();
                if (route.method().equals("GET") || route.access().equals(AccessRule.open()) || ANY.containsKey(name)) {
                    continue;
                }
                String body = WHOLE.get(name);
                if (body == null) {
                    unknown.add(name);
                    continue;
                }
                String id =
                        route.path().contains("sessions") ? session : key.key().id();
                String path = route.path().replace("{id}", id);
                answers.put(name, api.status(route.method(), path, narrowed, body.isEmpty() ? null : body));
            }
            assertThat(unknown).as("put them into one of the two lists").isEmpty();
            assertThat(answers)
                    .allSatisfy((name, status) -> assertThat(status).as(name).isEqualTo(403));
            assertThat(api.status("GET", AttackedApi.ADMIN_AREA, api.token("root", null), null))
                    .isEqualTo(200);
        }
    }
}

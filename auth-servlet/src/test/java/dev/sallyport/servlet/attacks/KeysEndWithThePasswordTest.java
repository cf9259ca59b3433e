package dev.sallyport.servlet.attacks;

import static dev.sallyport.servlet.attacks.AttackedApi.PASSWORD;
import static dev.sallyport.servlet.attacks.AttackedApi.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.NewUser;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The choice {@code revoke_keys} of a change of the password. */
class KeysEndWithThePasswordTest {
    private final AttackedApi api = new AttackedApi(null, settings -> settings);

    @BeforeEach
    void user() {
        api.auth
                .users()
                .createIfAbsent(NewUser.of("vic")
                        .withId("vic")
                        .withPassword(Secret.of(PASSWORD))
                        .withRoles("analyst", "author"));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private static String change(String more) {
        return """
                {"current":"%s","new":"another long password"%s}""".formatted(PASSWORD, more);
    }

    private String key(String token) {
        return member(api.send("POST", "/auth/api-keys", token, """
                {"name":"x"}"""), "key");
    }

    private int change(String token, String more) {
        return api.status("POST", "/auth/password", token, change(more));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"revoke_keys\":false", ",\"revoke_keys\":null"})
    void keysGoOnUnlessAskedFor(String more) {
        String token = api.token("vic");
        String key = key(token);
        assertThat(change(token, more)).isEqualTo(204);
        assertThat(api.status("GET", "/auth/me", key, null)).isEqualTo(200);
    }

    @Test
    void keysOfAThiefEndAndTheOwnerSeesIt() {
        String key = key(api.token("vic"));
        String token = api.token("vic");
        assertThat(api.status("GET", "/auth/me", key, null)).isEqualTo(200);
        assertThat(change(token, ",\"revoke_keys\":true")).isEqualTo(204);
        assertThat(api.status("GET", "/auth/me", key, null)).isEqualTo(401);
        assertThat(api.status("GET", "/auth/me", token, null)).isEqualTo(200);
        assertThat(api.send("GET", "/auth/api-keys", token, null).body())
                .contains("created_at", "\"revoked_reason\":\"password changed\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"true\"", "1", "\"\"", "[]", "{}"})
    void otherTypesAreTheFieldsFault(String value) {
        String token = api.token("vic");
        String key = key(token);
        HttpResponse<String> answer = api.send("POST", "/auth/password", token, change(",\"revoke_keys\":" + value));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"revoke_keys\"");
        assertThat(api.status("GET", "/auth/me", key, null)).isEqualTo(200);
        assertThat(api.login("vic", PASSWORD, "").statusCode()).isEqualTo(200);
    }

    @Test
    void narrowedLoginEndsNoKey() {
        String key = key(api.token("vic"));
        assertThat(change(api.token("vic", ScopeSet.of("reports:read")), ",\"revoke_keys\":true"))
                .isEqualTo(403);
        assertThat(change(key, ",\"revoke_keys\":true")).isEqualTo(403);
        assertThat(api.status("GET", "/auth/me", key, null)).isEqualTo(200);
    }
}

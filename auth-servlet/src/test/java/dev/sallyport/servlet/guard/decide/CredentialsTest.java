package dev.sallyport.servlet.guard.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.guard.fixture.FakeRequest;
import dev.sallyport.servlet.wire.CookieNames;
import dev.sallyport.servlet.wire.CredentialSources;
import dev.sallyport.session.BrowserCookies;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    private final Credentials bearer = new Credentials(CredentialSources.bearer(), List.of(), new CookieNames(false));
    private final Credentials withKey =
            new Credentials(CredentialSources.bearer(), List.of("X-API-Key"), new CookieNames(false));

    @ParameterizedTest
    @ValueSource(strings = {"Bearer abc", "bearer abc", "BEARER abc", "bEaReR   abc"})
    void readsBearerInAnyCase(String authorization) {
        assertThat(of(bearer, List.of(authorization), List.of())).isEqualTo(inHeader("abc"));
    }

    @Test
    void readsEveryCharacterOfB64token() {
        String all = "AZaz09-._~+/==";
        assertThat(of(bearer, List.of("Bearer " + all), List.of())).isEqualTo(inHeader(all));
        String longest = "a".repeat(Credentials.MAX_LENGTH);
        assertThat(of(bearer, List.of("Bearer " + longest), List.of())).isEqualTo(inHeader(longest));
        assertThat(cause(of(bearer, List.of("Bearer a" + longest), List.of()))).isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer =",
                "Bearer a b",
                "Bearer a,b",
                "Bearer a, Bearer b",
                "Bearer\ta",
                "Bearer a=b",
                "Bearer a ",
                "Bearer \"a\"",
                "Bearer a;b",
                "Bearer \u00e4",
                "Bearer a\u0080",
                "Bearer a%20"
            })
    void refusesWhatIsNoB64token(String authorization) {
        assertThat(cause(of(bearer, List.of(authorization), List.of()))).isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic YTpi", "Bearers abc", "Bearer:abc", "Digest x", "abc"})
    void leavesOtherSchemesAlone(String authorization) {
        assertThat(of(bearer, List.of(authorization), List.of())).isEqualTo(PresentedCredential.NONE);
    }

    @Test
    void refusesRepeatedAndMixedHeaders() {
        List<PresentedCredential> refused = List.of(
                of(bearer, List.of("Bearer a", "Bearer a"), List.of()),
                of(bearer, List.of("Basic a", "Bearer a"), List.of()),
                of(withKey, List.of(), List.of("a", "a")),
                of(withKey, List.of("Bearer a"), List.of("a")),
                of(withKey, List.of("Basic YTpi", "Basic YTpi"), List.of("a")),
                of(withKey, List.of("Basic YTpi"), List.of("a", "a")));
        assertThat(refused).extracting(CredentialsTest::cause).containsOnly(Refusal.Cause.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic YTpi", "Negotiate YII", "NTLM TlRM", "Digest username=\"a\""})
    void readsTheKeyBesideTheSchemeOfAProxy(String authorization) {
        assertThat(of(withKey, List.of(authorization), List.of("acme_key_1"))).isEqualTo(inHeader("acme_key_1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer abc", "bearer", "Bearer ", "BEARER\tabc", "Bearer a b"})
    void refusesTheKeyBesideABearerTokenHoweverItIsWritten(String authorization) {
        assertThat(cause(of(withKey, List.of(authorization), List.of("acme_key_1"))))
                .isEqualTo(Refusal.Cause.INVALID_REQUEST);
    }

    @Test
    void readsTheKeyHeaderOnlyWhereItIsConfigured() {
        assertThat(of(withKey, List.of(), List.of("acme_key_1"))).isEqualTo(inHeader("acme_key_1"));
        assertThat(of(withKey, List.of("Bearer abc"), List.of())).isEqualTo(inHeader("abc"));
        assertThat(of(bearer, List.of(), List.of("acme_key_1"))).isEqualTo(PresentedCredential.NONE);
        assertThat(cause(of(withKey, List.of(), List.of("a b")))).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(cause(of(withKey, List.of(), List.of("")))).isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    @Test
    void neverPrintsTheCredential() {
        for (PresentedCredential presented : List.of(
                of(bearer, List.of("Bearer abc"), List.of()),
                of(bearer, List.of("Bearer abc abc"), List.of()),
                new PresentedCredential.InCookies(BrowserCookies.Kind.LOGIN, List.of(Secret.of("abc"))))) {
            assertThat(presented.toString()).doesNotContain("abc");
        }
    }

    private static PresentedCredential inHeader(String value) {
        return new PresentedCredential.InHeader(Secret.of(value));
    }

    private static PresentedCredential of(Credentials credentials, List<String> authorization, List<String> key) {
        Map<String, List<String>> headers = new HashMap<>();
        headers.put("authorization", authorization);
        headers.put("x-api-key", key);
        return credentials.of(FakeRequest.from("192.0.2.1", headers));
    }

    private static Refusal.@Nullable Cause cause(PresentedCredential presented) {
        return presented instanceof PresentedCredential.Unread unread
                ? unread.refusal().cause()
                : null;
    }
}

package dev.sallyport.authenticate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.authenticate.Credential.Kind;
import dev.sallyport.fixture.Node;
import dev.sallyport.secret.Secret;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CredentialKindsTest {
    private static final String REFRESH_TOKEN = "rt_" + "x".repeat(75);
    private static final String PRIVATE_TOKEN = "eyJhbGciOiJIUzI1NiIsInR5cCI6InB0K2p3dCJ9.e30.AA";
    private static final String ACCESS_TOKEN = "eyJhbGciOiJFZERTQSJ9.e30.AA";

    private final Node node = Node.create(
            builder -> builder.keyPrefix("acme_key").apiKeys(keys -> keys.withImportedPrefixes("old:", "rt_imported")));
    private final CredentialKinds kinds = node.auth.credentialKinds();

    @AfterEach
    void close() {
        node.close();
    }

    private Kind held(String text) {
        return kinds.held(Secret.of(text)).kind();
    }

    private Kind inHeader(String text) {
        return kinds.inHeader(Secret.of(text)).kind();
    }

    @Test
    void whatSomebodyHoldsIsToldByItsSpelling() {
        assertThat(held("acme_key_whatever")).isEqualTo(Kind.API_KEY);
        assertThat(held("old:1234")).isEqualTo(Kind.IMPORTED_KEY);
        assertThat(held(PRIVATE_TOKEN)).isEqualTo(Kind.PRIVATE_TOKEN);
        assertThat(held(ACCESS_TOKEN)).isEqualTo(Kind.ACCESS_TOKEN);
        assertThat(held(REFRESH_TOKEN)).isEqualTo(Kind.REFRESH_TOKEN);
        assertThat(held("id:secret")).isEqualTo(Kind.CLIENT_SECRET);
        for (String text : List.of("", "eyi", "rt_short", "acme_keys", "x".repeat(43))) {
            assertThat(held(text)).as(text).isEqualTo(Kind.UNKNOWN);
        }
    }

    @Test
    void noRefreshTokenHasAColon() {
        assertThat(held("rt_" + "x".repeat(74) + ":")).isEqualTo(Kind.CLIENT_SECRET);
        assertThat(held(REFRESH_TOKEN + "x")).isEqualTo(Kind.UNKNOWN);
    }

    /** An imported key may look like a refresh token, which never counts in a header. */
    @Test
    void headerCarriesKeysAndAccessTokensOnly() {
        assertThat(inHeader("acme_key_whatever")).isEqualTo(Kind.API_KEY);
        assertThat(inHeader("rt_imported" + "x".repeat(67))).isEqualTo(Kind.IMPORTED_KEY);
        assertThat(inHeader(PRIVATE_TOKEN)).isEqualTo(Kind.PRIVATE_TOKEN);
        for (String text : List.of(ACCESS_TOKEN, REFRESH_TOKEN, "id:secret", "", "x".repeat(43))) {
            assertThat(inHeader(text)).as(text).isEqualTo(Kind.ACCESS_TOKEN);
        }
    }

    @Test
    void cookieIsOneByItsPlaceAndIsKnownByAnotherDigestThanTheSameTextInAHeader() {
        Secret value = Secret.of("x".repeat(43));
        assertThat(Credential.inCookie(value).kind()).isEqualTo(Kind.COOKIE);
        assertThat(Credential.inCookie(value).knownBy())
                .isNotEqualTo(kinds.inHeader(value).knownBy());
        assertThat(kinds.inHeader(value).knownBy()).isEqualTo(value.digest());
    }

    @Test
    void nothingOfTheTextIsWritten() {
        assertThat(kinds.held(Secret.of("acme_key_hush"))).hasToString("Credential[API_KEY]");
    }
}

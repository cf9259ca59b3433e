package dev.sallyport.authenticate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.fixture.Node;
import dev.sallyport.secret.Secret;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    private Class<?> held(String text) {
        return kinds.held(Secret.of(text)).getClass();
    }

    private Class<?> inHeader(String text) {
        return kinds.inHeader(Secret.of(text)).getClass();
    }

    @Test
    void whatSomebodyHoldsIsToldByItsSpelling() {
        assertThat(held("acme_key_whatever")).isEqualTo(Credential.OwnKey.class);
        assertThat(held("old:1234")).isEqualTo(Credential.ImportedKey.class);
        assertThat(held(PRIVATE_TOKEN)).isEqualTo(Credential.PrivateToken.class);
        assertThat(held(ACCESS_TOKEN)).isEqualTo(Credential.AccessToken.class);
        assertThat(held(REFRESH_TOKEN)).isEqualTo(Credential.RefreshToken.class);
        assertThat(held("id:secret")).isEqualTo(Credential.ClientSecret.class);
        for (String text : List.of("", "eyi", "rt_short", "acme_keys", "x".repeat(43))) {
            assertThat(held(text)).as(text).isEqualTo(Credential.Unknown.class);
        }
    }

    @Test
    void noRefreshTokenHasAColon() {
        assertThat(held("rt_" + "x".repeat(74) + ":")).isEqualTo(Credential.ClientSecret.class);
        assertThat(held(REFRESH_TOKEN + "x")).isEqualTo(Credential.Unknown.class);
    }

    /** An imported key may look like a refresh token, which never counts in a header. */
    @Test
    void headerCarriesKeysAndAccessTokensOnly() {
        assertThat(inHeader("acme_key_whatever")).isEqualTo(Credential.OwnKey.class);
        assertThat(inHeader("rt_imported" + "x".repeat(67))).isEqualTo(Credential.ImportedKey.class);
        assertThat(inHeader(PRIVATE_TOKEN)).isEqualTo(Credential.PrivateToken.class);
        for (String text : List.of(ACCESS_TOKEN, REFRESH_TOKEN, "id:secret", "", "x".repeat(43))) {
            assertThat(inHeader(text)).as(text).isEqualTo(Credential.AccessToken.class);
        }
    }

    @Test
    void cookieIsOneByItsPlaceAndIsKnownByAnotherDigestThanTheSameTextInAHeader() {
        Secret value = Secret.of("x".repeat(43));
        assertThat(Credential.inCookie(value).knownBy())
                .isNotEqualTo(kinds.inHeader(value).knownBy());
        assertThat(kinds.inHeader(value).knownBy()).isEqualTo(value.digest());
    }

    @Test
    void nothingOfTheTextIsWritten() {
        for (Credential each : oneOfEachKind()) {
            assertThat(each.toString()).doesNotContain(each.secret().reveal());
        }
    }

    @Test
    void clientSecretKnowsItsPartsByTheFirstColon() {
        assertThat(kinds.held(Secret.of("id:secret:more")))
                .isInstanceOfSatisfying(Credential.ClientSecret.class, pair -> {
                    assertThat(pair.clientId()).isEqualTo("id");
                    assertThat(pair.clientSecret()).isEqualTo(Secret.of("secret:more"));
                });
        assertThat(kinds.held(Secret.of(":"))).isInstanceOfSatisfying(Credential.ClientSecret.class, pair -> {
            assertThat(pair.clientId()).isEmpty();
            assertThat(pair.clientSecret()).isEqualTo(Secret.of(""));
        });
    }

    /** A new kind has to be added here, which is when somebody decides what it opens, what ends it, and what tells of it. */
    @Test
    void thereAreTheseKindsAndNoOthers() {
        assertThat(leaves(Credential.class))
                .containsExactlyInAnyOrderElementsOf(
                        oneOfEachKind().stream().map(Credential::getClass).collect(Collectors.toList()));
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(CredentialKindsTest::leaves)
                : Stream.of(type);
    }

    private List<Credential> oneOfEachKind() {
        return List.of(
                kinds.held(Secret.of("acme_key_hush")),
                kinds.held(Secret.of("old:1234")),
                kinds.held(Secret.of(PRIVATE_TOKEN)),
                kinds.held(Secret.of(ACCESS_TOKEN)),
                kinds.held(Secret.of(REFRESH_TOKEN)),
                kinds.held(Secret.of("id:secret")),
                kinds.held(Secret.of("nothing")),
                Credential.inCookie(Secret.of("x".repeat(43))),
                Credential.inConsoleCookie(Secret.of("x".repeat(43))));
    }
}

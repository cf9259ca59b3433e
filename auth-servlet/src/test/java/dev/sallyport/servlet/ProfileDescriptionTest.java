package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientType;
import dev.sallyport.servlet.describe.Access;
import dev.sallyport.servlet.describe.Description;
import dev.sallyport.servlet.profile.accessrefresh.AccessRefreshProfile;
import dev.sallyport.servlet.profile.cookiesession.CookieSessionProfile;
import dev.sallyport.servlet.profile.idsecret.IdSecretProfile;
import dev.sallyport.servlet.profile.keylogin.KeyLoginProfile;
import dev.sallyport.servlet.profile.privatetokens.PrivateTokensProfile;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.servlet.wire.WireProfile;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents about the five published profiles, and the standard endpoints beside them. */
class ProfileDescriptionTest {
    private static final Description REPORTS =
            Description.of("Reports API", "1.0").at("/docs/openapi.json").openTo(Access.EVERYONE);

    static Stream<WireProfile> profiles() {
        return Stream.of(
                AccessRefreshProfile.create(),
                CookieSessionProfile.create(),
                IdSecretProfile.create(),
                KeyLoginProfile.create(),
                PrivateTokensProfile.create());
    }

    private static TestApi start(WireProfile profile) {
        return TestApi.startBeside(
                profile,
                settings -> settings.clientTypes(ClientType.of("dashboard", "d_", "ds_", CallerKind.EMBED)
                        .withScopes("reports:read")),
                web -> web.alsoStandard("/account/auth/*").describe(REPORTS));
    }

    private static JsonNode document(TestApi api, String path) {
        return JsonSchemas.read(api.get(path, null).body());
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void eachProfileIsDescribedWithWhatStandsBesideIt(WireProfile profile) {
        try (TestApi api = start(profile)) {
            JsonNode document = document(api, "/docs/openapi.json");

            assertThat(JsonSchemas.faultsOfOpenApi31(document)).isEmpty();
            assertThat(JsonSchemas.faultsOfOpenApi30(document(api, "/docs/openapi.json?version=3.0")))
                    .isEmpty();
            assertThat(JsonSchemas.faultsOfPostman(document(api, "/docs/postman.json")))
                    .isEmpty();
            for (Route route : profile.routes(Operations.of(api.auth, Map::of))) {
                JsonNode operation = document.get("paths")
                        .path(route.path())
                        .path(route.method().toLowerCase(Locale.ROOT));
                assertThat(operation.path("summary").asText()).as(route.path()).isNotEmpty();
            }
            assertThat(document.get("paths").has("/account/auth/api-keys")).isTrue();
            assertThat(document.get("paths").has("/account/auth/login")).isFalse();
        }
    }

    /** The words of the profile itself, not of the standard one. */
    @Test
    void errorsAreThoseOfTheProfile() {
        try (TestApi api = start(KeyLoginProfile.create())) {
            JsonNode schemas = document(api, "/docs/openapi.json").at("/components/schemas");

            assertThat(schemas.at("/invalid_credentials/properties/code/enum").toString())
                    .isEqualTo("[40101]");
            assertThat(schemas.at("/token_expired_2/properties/code/enum").toString())
                    .as("of the standard endpoints beside it")
                    .isEqualTo("[\"token_expired\"]");
        }
    }

    @Test
    void cookiesAndKeyHeadersAreSchemes() {
        try (TestApi api = start(CookieSessionProfile.create())) {
            JsonNode schemes = document(api, "/docs/openapi.json").at("/components/securitySchemes");
            assertThat(schemes.at("/cookie/name").asText()).isEqualTo("semaphore");
        }
        try (TestApi api = start(AccessRefreshProfile.create())) {
            JsonNode schemes = document(api, "/docs/openapi.json").at("/components/securitySchemes");
            assertThat(schemes.at("/apiKey/name").asText()).isEqualTo("X-API-Key");
            assertThat(schemes.at("/oauth2/flows/clientCredentials/tokenUrl").asText())
                    .isEqualTo("https://api.example.com/account/auth/token");
        }
    }
}

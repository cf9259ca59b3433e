package dev.sallyport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.apikey.ApiKeyPolicy;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.grant.LoginPolicy;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.token.SigningAlgorithm;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDirectory;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is wrong is said when building, with the setting and the remedy. */
class SallyportBuilderTest {
    @Test
    void issuerIsMissing() {
        assertMisuse(
                Sallyport.builder(),
                "issuer is missing: add .issuer(\"https://api.example.com\") with this API's own base URL");
    }

    @Test
    void durableStoresNeedAMasterKey() {
        assertMisuse(
                builder()
                        .stores(WatchedStores.durableOver(InMemoryStores.create())
                                .stores()),
                "Durable stores need a master key: add .masterKey(MasterKey.fromEnv(\"SALLYPORT_MASTER_KEY\")) and set"
                        + " that variable to the output of `openssl rand -base64 32`; for first steps use"
                        + " .developmentMode()");
    }

    @Test
    void masterKeyAndDevelopmentModeExcludeEachOther() {
        assertMisuse(
                builder().masterKey(MasterKey.random(new SecureRandom())).developmentMode(),
                "masterKey(…) and developmentMode() exclude each other: keep masterKey(…)");
    }

    @Test
    void secondCallOfASettingGoesOnFromTheFirst() {
        SallyportBuilder twice = builder()
                .tokens(tokens -> tokens.withLifetime(Duration.ofMinutes(15)))
                .tokens(tokens -> tokens.withAlgorithm(SigningAlgorithm.ES256))
                .logins(logins -> logins.withResponseTimeGrid(Duration.ofMillis(300)))
                .logins(logins -> logins);
        Settings settings = twice.settings();
        assertThat(settings.tokens().lifetime()).isEqualTo(Duration.ofMinutes(15));
        assertThat(settings.tokens().algorithm()).isEqualTo(SigningAlgorithm.ES256);
        assertThat(settings.logins().responseTimeGrid()).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void roleHasAnUnknownScope() {
        assertWrong(
                builder().scopes("reports:read").roles(Role.of("viewer", "reports:raed")),
                "Unknown scope in role \"viewer\": reports:raed. Declare it with Sallyport.builder().scopes(…); known"
                        + " are: [reports:read, tokens:introspect]");
    }

    @Test
    void roleIsDeclaredTwice() {
        assertWrong(
                builder().scopes("a").roles(Role.of("viewer", "a"), Role.of("viewer", "a")),
                "The role \"viewer\" is declared twice");
    }

    @Test
    void prefixIsNone() {
        assertWrong(
                builder().keyPrefix("Acme-Key"),
                "The prefix of a credential has 1 to 32 characters of a-z 0-9 _ and begins with a letter, this is"
                        + " \"Acme-Key\"");
    }

    @Test
    void catalogueListsSingleScopes() {
        assertWrong(
                builder().scopes("reports:*"),
                "The catalogue lists single scopes; reports:* is a wildcard, list what it covers");
    }

    @Test
    void sizesAndTimesHaveRanges() {
        assertWrong(builder().cacheSize(0), "cacheSize is 1 to 10,000,000, not 0");
        assertWrong(builder().maxStaleness(Duration.ofSeconds(1)), "maxStaleness is 2 seconds to 1 hour, not PT1S");
        assertWrong(builder().maxStaleness(Duration.ofHours(2)), "maxStaleness is 2 seconds to 1 hour, not PT2H");
    }

    @Test
    void lifetimeOfLoginsContradictsThatOfTokens() {
        LoginPolicy day = LoginPolicy.defaults(Duration.ofHours(25));
        assertWrong(
                builder().logins(policy -> day),
                "The lifetime of a login's token is whole seconds from 1 to the token policy's maximumLifetime PT24H,"
                        + " not PT25H");
        LoginPolicy uneven = LoginPolicy.defaults(Duration.ofMillis(1_500));
        assertWrong(
                builder().logins(policy -> uneven),
                "The lifetime of a login's token is whole seconds from 1 to the token policy's maximumLifetime PT24H,"
                        + " not PT1.5S");
        assertWrong(
                builder().tokens(tokens -> tokens.withLifetime(Duration.ofHours(25))),
                "lifetime must be from PT1S to PT24H, it is PT25H");
    }

    @Test
    void loginPolicyHasRanges() {
        LoginPolicy policy = LoginPolicy.defaults(Duration.ofHours(1));
        assertThatThrownBy(() -> policy.withResponseTimeGrid(Duration.ofSeconds(6)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("responseTimeGrid is 0 to PT5S, not PT6S");
        assertThatThrownBy(() -> new LoginPolicy(
                        RateLimit.parse("1/second"), Duration.ZERO, Duration.ofHours(1), Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("minimumReuse is 0 or more and less than the lifetime of a token (PT1H), not PT1H");
    }

    @Test
    void apiKeyPolicyHasRanges() {
        assertKeyPolicy(0, Duration.ZERO, "abc", "maxPerOwner is 1 to 1000, not 0");
        assertKeyPolicy(1, Duration.ofDays(91), "abc", "maxOverlap is 0 to PT2160H, not PT2184H");
        assertKeyPolicy(1, Duration.ZERO, "ab", "importedPrefixes have 3 characters or more, \"ab\" has 2");
    }

    private static void assertKeyPolicy(int max, Duration overlap, String prefix, String message) {
        assertThatThrownBy(() -> ApiKeyPolicy.defaults()
                        .withMaxPerOwner(max)
                        .withMaxOverlap(overlap)
                        .withImportedPrefixes(prefix))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void importedPrefixContradictsWhatBeginsAlike() {
        assertMisuse(
                builder().apiKeys(any -> importing("eyJ")),
                "importedPrefixes contradict: \"eyJ\" is how every token begins; name the whole fixed beginning of the"
                        + " imported keys, or choose another keyPrefix(…)");
        assertMisuse(
                builder().keyPrefix("acme").apiKeys(any -> importing("acme_live_")),
                "importedPrefixes contradict: \"acme_live_\" is how this API's own keys begin; name the whole fixed"
                        + " beginning of the imported keys, or choose another keyPrefix(…)");
    }

    private static ApiKeyPolicy importing(String prefix) {
        return ApiKeyPolicy.defaults()
                .withMaxPerOwner(1)
                .withMaxOverlap(Duration.ZERO)
                .withImportedPrefixes(prefix);
    }

    @Test
    void usersOfAForeignDirectoryAreManagedThere() {
        UserDirectory nobody = new UserDirectory() {
            @Override
            public Optional<User> findById(String id) {
                return Optional.empty();
            }

            @Override
            public Optional<User> findByLogin(String loginOrEmail) {
                return Optional.empty();
            }

            @Override
            public boolean passwordMatches(@Nullable User user, Secret password) {
                return false;
            }
        };
        try (Sallyport auth = builder().userDirectory(nobody).build()) {
            assertThatThrownBy(auth::users)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "Users are kept by the userDirectory(…) that was given to the builder; manage them there");
        }
    }

    @Test
    void issuerAloneIsEnough() {
        try (Sallyport auth = builder().build()) {
            assertThat(auth.issuer()).isEqualTo("https://api.example.com");
            assertThat(auth.tokenPolicy().audience()).isEqualTo("https://api.example.com");
        }
    }

    @Test
    void settingsReachWhatTheyAreFor() {
        try (Node node = Node.create(settings -> settings.keyPrefix("acme_key")
                .scope("billing:read", "See invoices")
                .tokens(tokens -> tokens.withLifetime(Duration.ofMinutes(5))))) {
            node.user("ada", "viewer");
            assertThat(node.key("ada").secret().reveal()).startsWith("acme_key_");
            assertThat(node.auth.scopes().entries()).containsValue("See invoices");
            assertThat(node.keyLogin(node.key("ada").secret(), null).expiresIn())
                    .isEqualTo(Duration.ofMinutes(5));
        }
    }

    private static SallyportBuilder builder() {
        return Sallyport.builder().issuer("https://api.example.com");
    }

    private static void assertMisuse(SallyportBuilder builder, String message) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
    }

    private static void assertWrong(SallyportBuilder builder, String message) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}

package dev.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sallyport.caller.CallerKind;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is found to fit a token can be issued, and what cannot be issued is found before. */
class TokenLimitsTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @ParameterizedTest
    @EnumSource(names = {"EDDSA", "ES256", "HS256"})
    void foreseesTheLengthOfATokenToAFewCharacters(SigningAlgorithm algorithm) {
        TokenClaims claims = TokenFixture.claims(HOUR, Map.of("long", "ä".repeat(300)));
        int issued =
                TokenFixture.of(algorithm).tokens.issue(claims).token().reveal().length();
        int foreseen = issued;
        while (limits(algorithm, foreseen).faultOf(claims).isPresent()) {
            foreseen++;
        }
        assertThat(foreseen - issued).isBetween(0, 16);
        assertThat(limits(algorithm, foreseen - 1).faultOf(claims))
                .contains("the token would have " + foreseen + " characters, TokenPolicy.maximumLength is "
                        + (foreseen - 1));
        assertThat(limits(algorithm, foreseen).maximumLength()).isEqualTo(foreseen);
    }

    @Test
    void issuesATokenOfExactlyTheMaximumLengthAndNoLonger() {
        TokenFixture fixture = TokenFixture.of(SigningAlgorithm.HS256);
        TokenClaims claims = TokenFixture.claims(HOUR, Map.of("long", "x".repeat(300)));
        int length = fixture.tokens.issue(claims).token().reveal().length();
        assertThat(exactly(length).tokens.issue(claims).token().reveal()).hasSize(length);
        assertThatExceptionOfType(UnfitClaimsException.class)
                .isThrownBy(() -> exactly(length - 1).tokens.issue(claims))
                .withMessage("the token would have " + length + " characters, TokenPolicy.maximumLength is "
                        + (length - 1) + ": give it fewer scopes and roles or a smaller ext")
                .satisfies(e -> assertThat(e.claims()).isSameAs(claims));
    }

    @Test
    void verifiesATokenOfExactlyTheMaximumLengthAndNoLonger() {
        TokenFixture fixture = TokenFixture.of(SigningAlgorithm.HS256);
        String token =
                fixture.sign(fixture.header(), fixture.payload().replace("\"j\"", "\"" + "j".repeat(500) + "\""));
        for (int shorter : List.of(0, 1)) {
            TokenPolicy policy = TokenFixture.policy(SigningAlgorithm.HS256)
                    .withMaximumLength(token.length() - shorter)
                    .checked();
            AccessTokens tokens = new AccessTokens(policy, fixture.keys, fixture.vault, fixture.clock, fixture.random);
            assertThat(tokens.verify(Secret.of(token)) instanceof Outcome.Done).isEqualTo(shorter == 0);
        }
    }

    @Test
    void namesTheTextThatIsEmpty() {
        TokenLimits limits = limits(SigningAlgorithm.EDDSA, 8192);
        assertThat(limits.faultOf(claims("7", "web", "t", Set.of("r"), "s", "c", List.of("pwd"))))
                .isEmpty();
        assertThat(limits.faultOf(claims("", "web", null, Set.of(), null, null, List.of())))
                .contains("TokenClaims.subject must not be empty");
        assertThat(limits.faultOf(claims("7", "", null, Set.of(), null, null, List.of())))
                .contains("TokenClaims.clientId must not be empty");
        assertThat(limits.faultOf(claims("7", "web", "", Set.of(), null, null, List.of())))
                .contains("TokenClaims.tenant must not be empty");
        assertThat(limits.faultOf(claims("7", "web", null, Set.of("r", ""), null, null, List.of())))
                .contains("TokenClaims.roles must not be empty");
        assertThat(limits.faultOf(claims("7", "web", null, Set.of(), "", null, List.of())))
                .contains("TokenClaims.sessionId must not be empty");
        assertThat(limits.faultOf(claims("7", "web", null, Set.of(), null, "", List.of())))
                .contains("TokenClaims.credentialId must not be empty");
        assertThat(limits.faultOf(claims("7", "web", null, Set.of(), null, null, List.of("pwd", ""))))
                .contains("TokenClaims.amr must not be empty");
    }

    @Test
    void claimsWithoutExtAreOtherwiseTheSame() {
        TokenClaims claims = TokenFixture.claims(HOUR, Map.of("a", "b"));
        assertThat(claims.withoutExt()).isEqualTo(TokenFixture.claims(HOUR, Map.of()));
        assertThat(claims.withScopes(ScopeSet.none()).scopes()).isEqualTo(ScopeSet.none());
        assertThat(claims.withScopes(ScopeSet.none()).withScopes(claims.scopes()))
                .isEqualTo(claims);
    }

    private static TokenClaims claims(
            String subject,
            String client,
            @Nullable String tenant,
            Set<String> roles,
            @Nullable String session,
            @Nullable String credential,
            List<String> amr) {
        return new TokenClaims(
                subject,
                client,
                CallerKind.USER,
                tenant,
                ScopeSet.none(),
                roles,
                session,
                credential,
                Instant.parse("2026-11-22T10:00:00Z"),
                amr,
                Map.of(),
                HOUR);
    }

    private static TokenLimits limits(SigningAlgorithm algorithm, int maximumLength) {
        return new TokenLimits(
                TokenFixture.policy(algorithm).withMaximumLength(maximumLength).checked());
    }

    private static TokenFixture exactly(int length) {
        return new TokenFixture(TokenFixture.policy(SigningAlgorithm.HS256)
                .withMaximumLength(length)
                .checked());
    }
}

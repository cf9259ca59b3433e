package dev.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.caller.CallerKind;
import dev.sallyport.fixtures.LogLines;
import dev.sallyport.outcome.Refusal.Cause;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Sealed;
import dev.sallyport.secret.SealedKind;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.VaultException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokensTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final TokenFixture fixture = TokenFixture.of(SigningAlgorithm.EDDSA);

    @ParameterizedTest
    @EnumSource
    void verifiesWhatItIssued(SigningAlgorithm algorithm) {
        TokenFixture fixture = TokenFixture.of(algorithm);
        Map<String, Object> ext =
                Map.of("plan", "gold", "seats", 7, "rate", 0.5, "deep", Map.of("list", List.of(true)));
        IssuedToken issued = fixture.tokens.issue(TokenFixture.claims(HOUR, ext));
        VerifiedToken token = fixture.verified(issued.token().reveal());

        assertThat(token.kid()).isEqualTo(fixture.kid());
        assertThat(token.issuer()).isEqualTo(TokenFixture.ISSUER);
        assertThat(token.audience()).containsExactly(TokenFixture.ISSUER);
        assertThat(token.subject()).isEqualTo("7");
        assertThat(token.clientId()).isEqualTo("web");
        assertThat(token.kind()).isEqualTo(CallerKind.USER);
        assertThat(token.tenant()).contains("acme");
        assertThat(token.scopes()).isEqualTo(ScopeSet.of("reports:read", "reports:generate"));
        assertThat(token.roles()).containsExactly("analyst");
        assertThat(token.sessionId()).contains("session-1");
        assertThat(token.credentialId()).isEmpty();
        assertThat(token.authTime()).isEqualTo("2026-11-22T09:59:58Z");
        assertThat(token.amr()).containsExactly("pwd");
        assertThat(token.jti()).isEqualTo(issued.jti()).hasSize(22);
        assertThat(token.issuedAt()).isEqualTo(issued.issuedAt()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(token.expiresAt()).isEqualTo(issued.expiresAt()).isEqualTo("2026-11-22T11:00:00Z");
        assertThat(token.ext())
                .isEqualTo(Map.of("plan", "gold", "seats", 7L, "rate", 0.5, "deep", Map.of("list", List.of(true))));
        assertThat(fixture.header()).isEqualTo("""
                        {"alg":"%s","typ":"at+jwt","kid":"%s"}""".formatted(algorithm.headerName(), fixture.kid()));
    }

    @Test
    void writesNoClaimForWhatIsAbsent() {
        TokenClaims claims = new TokenClaims(
                "7",
                "web",
                CallerKind.CLIENT,
                null,
                ScopeSet.none(),
                Set.of(),
                null,
                "key-1",
                fixture.clock.instant(),
                List.of(),
                Map.of(),
                HOUR);
        String token = fixture.tokens.issue(claims).token().reveal();

        assertThat(TokenFixture.text(token.split("\\.", -1)[1])).matches("""
                        \\{"iss":"https://api.example.com","sub":"7","aud":"https://api.example.com",\
                        "exp":1795345200,"iat":1795341600,"jti":"[\\w-]{22}","client_id":"web",\
                        "auth_time":1795341600,"kind":"client","cid":"key-1"}""");
        VerifiedToken verified = fixture.verified(token);
        assertThat(verified.tenant()).isEmpty();
        assertThat(verified.sessionId()).isEmpty();
        assertThat(verified.credentialId()).contains("key-1");
        assertThat(verified.scopes().isEmpty()).isTrue();
        assertThat(verified.roles()).isEmpty();
        assertThat(verified.ext()).isEmpty();
    }

    @Test
    void keepsAnyTextAsItIs() {
        String text = "\"\\/\b\f\n\r\t\0 ä€😀\u2028\uFFFD";
        String token = fixture.tokens
                .issue(TokenFixture.claims(HOUR, Map.of(text, text)))
                .token()
                .reveal();

        assertThat(fixture.verified(token).ext()).isEqualTo(Map.of(text, text));
    }

    @Test
    void rejectsTokenThatExpiresNow() {
        String token = fixture.issue();
        fixture.clock.advance(HOUR.minusNanos(1));
        assertThat(fixture.accepts(token)).isTrue();

        fixture.clock.advance(Duration.ofNanos(1));
        assertThat(fixture.refusal(token)).isEqualTo(Cause.TOKEN_EXPIRED);
    }

    @Test
    void doesNotCallAForgedTokenExpired() {
        String token = fixture.issue();
        fixture.clock.advance(HOUR);
        String forged = TokenFixture.of(SigningAlgorithm.EDDSA).sign(fixture.header(), fixture.payload());
        String[] parts = token.split("\\.", -1);

        assertThat(fixture.refusal(parts[0] + "." + parts[1] + "." + forged.split("\\.", -1)[2]))
                .isEqualTo(Cause.INVALID_TOKEN);
    }

    @Test
    void acceptsATokenFromAClockThatIsAheadByTheSkewAndNoMore() {
        String token = fixture.issue();
        Instant issued = fixture.clock.instant();

        fixture.clock.set(issued.minusSeconds(60));
        assertThat(fixture.accepts(token)).isTrue();
        fixture.clock.set(issued.minusSeconds(60).minusNanos(1));
        assertThat(fixture.refusal(token)).isEqualTo(Cause.INVALID_TOKEN);
    }

    @Test
    void understandsBothNamesOfEd25519AndWritesTheOneThatIsSet() {
        TokenFixture renamed = new TokenFixture(TokenFixture.policy(SigningAlgorithm.EDDSA)
                .withEdDsaName("Ed25519")
                .checked());

        assertThat(renamed.header()).contains("\"alg\":\"Ed25519\"");
        assertThat(renamed.keys.jwks()).contains("\"alg\":\"Ed25519\"");
        for (String name : List.of("EdDSA", "Ed25519")) {
            String header = """
                    {"alg":"%s","typ":"at+jwt","kid":"%s"}""".formatted(name, fixture.kid());
            assertThat(fixture.accepts(fixture.sign(header, fixture.payload()))).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 999, 1_500, -1_000, 86_400_001, 86_401_000})
    void refusesToIssueALifetimeOutOfRange(long millis) {
        Duration lifetime = Duration.ofMillis(millis);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fixture.tokens.issue(TokenFixture.claims(lifetime, Map.of())))
                .withMessage(
                        "A token lives whole seconds from 1 s to TokenPolicy.maximumLifetime PT24H, this one should"
                                + " live " + lifetime);
    }

    @Test
    void refusesToIssueWhatItWouldNotAccept() {
        assertUnissuable(Map.of("big", BigInteger.ONE), "in \"big\" there is java.math.BigInteger");
        assertUnissuable(Map.of("nan", Double.NaN), "in \"nan\" there is java.lang.Double");
        assertUnissuable(Map.of("list", Arrays.asList("x", null)), "in \"list\" there is null");
        assertUnissuable(Map.of("map", Map.of(1, "x")), "in \"map\" there is java.lang.Integer");
        assertUnissuable(Map.of("half", "\uD83D"), "In \"half\" there is half a surrogate pair");
        Map<String, Object> deep = Map.of("x", 1);
        for (int i = 0; i < 15; i++) {
            deep = Map.of("x", deep);
        }
        assertUnissuable(deep, "A token is at most 16 levels deep, \"x\" is deeper");
        List<Integer> many = new ArrayList<>();
        for (int i = 0; i < 1024; i++) {
            many.add(1);
        }
        assertUnissuable(Map.of("many", many), "A token holds at most 1024 values");
        assertUnissuable(Map.of("long", "x".repeat(6_000)), "TokenPolicy.maximumLength is 8192");
    }

    private void assertUnissuable(Map<String, Object> ext, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fixture.tokens.issue(TokenFixture.claims(HOUR, ext)))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @EnumSource
    void makesTheSameTokenAgainEvenWhenItsKeyIsRetired(SigningAlgorithm algorithm) {
        TokenFixture fixture = TokenFixture.of(algorithm);
        IssuedToken first = fixture.tokens.issue(TokenFixture.claims(HOUR, Map.of("a", "b")));
        Sealed remembered = fixture.tokens.remember(first);
        fixture.keys.rotateNow();
        fixture.clock.advance(HOUR.minusSeconds(1));

        assertThat(fixture.tokens.again(remembered, "session-1")).contains(first);
        assertThat(fixture.accepts(first.token().reveal())).isTrue();
        assertThat(remembered.text()).doesNotContain(first.token().reveal());
    }

    @ParameterizedTest
    @EnumSource
    void makesNoTokenAgainThatIsExpiredOrWhoseKeyIsRevoked(SigningAlgorithm algorithm) {
        TokenFixture fixture = TokenFixture.of(algorithm);
        IssuedToken first = fixture.tokens.issue(TokenFixture.claims(HOUR, Map.of()));
        Sealed remembered = fixture.tokens.remember(first);
        fixture.clock.advance(HOUR);
        assertThat(fixture.tokens.again(remembered, "session-1")).isEmpty();

        fixture.clock.advance(HOUR.negated());
        assertThat(fixture.tokens.again(remembered, "session-1")).contains(first);
        fixture.keys.revoke(fixture.kid());
        assertThat(fixture.tokens.again(remembered, "session-1")).isEmpty();
    }

    /** Whoever knows that it is genuine pays for no second look at the signature. */
    @Test
    void readsWhatATokenSaysWithoutALookAtItsSignature() {
        String text = fixture.issue();
        String other = text.substring(0, text.lastIndexOf('.') + 1) + "AAAA";
        VerifiedToken verified = fixture.verified(text);
        assertThat(fixture.accepts(other)).isFalse();
        assertThat(fixture.tokens.read(Secret.of(other)))
                .returns(verified.issuer(), UnverifiedClaims::issuer)
                .returns(verified.audience(), UnverifiedClaims::audience)
                .returns(verified.clientId(), UnverifiedClaims::clientId)
                .returns(verified.tenant(), UnverifiedClaims::tenant)
                .returns(verified.scopes(), UnverifiedClaims::scopes)
                .returns(verified.roles(), UnverifiedClaims::roles)
                .returns(verified.sessionId(), UnverifiedClaims::sessionId)
                .returns(verified.jti(), UnverifiedClaims::jti)
                .returns(verified.issuedAt(), UnverifiedClaims::issuedAt)
                .returns(verified.expiresAt(), UnverifiedClaims::expiresAt);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fixture.tokens.read(Secret.of("no token")))
                .withMessageStartingWith("This is no token: ");
    }

    @Test
    void makesNoTokenAgainBeforeItsTime() {
        IssuedToken first = fixture.tokens.issue(TokenFixture.claims(HOUR, Map.of()));
        Sealed remembered = fixture.tokens.remember(first);
        fixture.clock.advance(HOUR.negated());
        assertThat(fixture.accepts(first.token().reveal())).isFalse();
        assertThat(fixture.tokens.again(remembered, "session-1")).isEmpty();
    }

    @Test
    void makesATokenAgainForItsSessionOnly() {
        IssuedToken token = fixture.tokens.issue(TokenFixture.claims(HOUR, Map.of()));
        Sealed remembered = fixture.tokens.remember(token);

        assertThatExceptionOfType(VaultException.class)
                .isThrownBy(() -> fixture.tokens.again(remembered, "session-2"))
                .withMessageContaining("table session, row session-2");
        IssuedToken free =
                new IssuedToken(token.token(), token.issuedAt(), token.expiresAt(), token.jti(), token.scopes(), null);
        assertThatIllegalArgumentException().isThrownBy(() -> fixture.tokens.remember(free));
    }

    @Test
    void printsNoToken() {
        IssuedToken token = fixture.tokens.issue(TokenFixture.claims(HOUR, Map.of()));
        String text = token.token().reveal();

        assertThat(token.toString()).doesNotContain(text);
        String said = "[jti=" + token.jti() + ", subject=7, expiresAt=" + token.expiresAt() + "]";
        assertThat(fixture.verified(text)).hasToString("VerifiedToken" + said);
        assertThat(fixture.tokens.endable(Secret.of(text)).orElseThrow()).hasToString("EndableToken" + said);
    }

    @Test
    void eachTokenHasAnIdOfItsOwn() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            ids.add(fixture.tokens.issue(TokenFixture.claims(HOUR, Map.of())).jti());
        }
        assertThat(ids).hasSize(20);
    }

    @Test
    void lifetimeIsFromOneSecondToTheMaximum() {
        for (Duration lifetime : List.of(Duration.ofSeconds(1), fixture.policy.maximumLifetime())) {
            IssuedToken token = fixture.tokens.issue(TokenFixture.claims(lifetime, Map.of()));
            assertThat(token.expiresAt()).isEqualTo(fixture.clock.instant().plus(lifetime));
            assertThat(fixture.accepts(token.token().reveal())).isTrue();
        }
    }

    @Test
    void tokenIsAtMostAsLongAsThePolicySays() {
        Map<String, Object> ext = Map.of("long", "x".repeat(4_000));
        int length = fixture.tokens
                .issue(TokenFixture.claims(HOUR, ext))
                .token()
                .reveal()
                .length();
        TokenFixture wide = ofLength(length);
        String longest =
                wide.tokens.issue(TokenFixture.claims(HOUR, ext)).token().reveal();
        assertThat(longest).hasSize(length);
        assertThat(wide.accepts(longest)).isTrue();
        TokenFixture narrow = ofLength(length - 1);
        assertThatExceptionOfType(UnfitClaimsException.class)
                .isThrownBy(() -> narrow.tokens.issue(TokenFixture.claims(HOUR, ext)));
    }

    private static TokenFixture ofLength(int maximum) {
        return new TokenFixture(TokenFixture.policy(SigningAlgorithm.EDDSA)
                .withMaximumLength(maximum)
                .checked());
    }

    /** The sealed text holds no token where the signature can be made again. */
    @ParameterizedTest
    @EnumSource
    void keepsASignatureOnlyWhereItCannotBeMadeAgain(SigningAlgorithm algorithm) {
        TokenFixture fixture = TokenFixture.of(algorithm);
        IssuedToken issued = fixture.tokens.issue(TokenFixture.claims(HOUR, Map.of()));
        String token = issued.token().reveal();
        String kept = unsealed(fixture, fixture.tokens.remember(issued));
        boolean canBeMadeAgain = algorithm != SigningAlgorithm.ES256 && algorithm != SigningAlgorithm.PS256;
        assertThat(kept).isEqualTo(canBeMadeAgain ? token.substring(0, token.lastIndexOf('.')) : token);
    }

    @Test
    void keepsTheWholeTokenOfAKeyThatIsGone() {
        IssuedToken issued = fixture.tokens.issue(TokenFixture.claims(HOUR, Map.of()));
        fixture.keys.revoke(fixture.kid());
        Sealed remembered = fixture.tokens.remember(issued);
        assertThat(unsealed(fixture, remembered)).isEqualTo(issued.token().reveal());
        assertThat(fixture.tokens.again(remembered, "session-1")).isEmpty();
    }

    private static String unsealed(TokenFixture fixture, Sealed remembered) {
        return new String(
                fixture.vault.open(SealedKind.REUSABLE_TOKEN, "session-1", remembered), StandardCharsets.US_ASCII);
    }

    /** Such as one that was kept before only one spelling counted: it would be refused when it is used. */
    @Test
    void makesNoTokenAgainInTheOtherSpelling() {
        TokenFixture fixture = TokenFixture.of(SigningAlgorithm.ES256);
        String token = fixture.issue();
        int end = token.lastIndexOf('.') + 1;
        byte[] signature = Base64.getUrlDecoder().decode(token.substring(end));
        BigInteger other = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16)
                .subtract(new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)));
        byte[] high = other.toByteArray();
        System.arraycopy(high, high.length - 32, signature, 32, 32);
        for (String text : List.of(token, token.substring(0, end) + TokenFixture.encode(signature))) {
            Sealed sealed = fixture.vault.seal(
                    SealedKind.REUSABLE_TOKEN, "session-1", text.getBytes(StandardCharsets.US_ASCII));
            assertThat(fixture.tokens.again(sealed, "session-1").isPresent()).isEqualTo(fixture.accepts(text));
        }
    }

    @Test
    void tokenOfAKeyThatDoesNotSignYetIsRefusedAndCanBeEnded() {
        SigningKey next = Objects.requireNonNull(fixture.keys.named(fixture.keys.rotate()));
        String input = next.header() + "." + TokenFixture.encode(fixture.payload());
        String early = input + "." + next.operations().sign(input.getBytes(StandardCharsets.US_ASCII));

        assertThat(fixture.refusal(early)).isEqualTo(Cause.INVALID_TOKEN);
        assertThat(fixture.tokens.endable(Secret.of(early))).isPresent();
    }

    @Test
    void whatIsGenuineAndNotOverCanBeEnded() {
        IssuedToken token = fixture.tokens.issue(TokenFixture.claims(HOUR, Map.of()));
        String text = token.token().reveal();
        fixture.clock.advance(HOUR.negated());
        assertThat(fixture.accepts(text)).isFalse();
        EndableToken endable = fixture.tokens.endable(Secret.of(text)).orElseThrow();
        assertThat(endable.jti()).isEqualTo(token.jti());
        assertThat(endable.subject()).isEqualTo("7");
        assertThat(endable.sessionId()).contains("session-1");
        assertThat(endable.expiresAt()).isEqualTo(token.expiresAt());
        assertThat(fixture.tokens.endable(Secret.of(text + "A"))).isEmpty();
        assertThat(fixture.tokens.endable(
                        Secret.of(TokenFixture.of(SigningAlgorithm.EDDSA).issue())))
                .isEmpty();
        fixture.clock.set(token.expiresAt().minusNanos(1));
        assertThat(fixture.tokens.endable(Secret.of(text))).isPresent();
        fixture.clock.set(token.expiresAt());
        assertThat(fixture.tokens.endable(Secret.of(text))).isEmpty();
    }

    @Test
    void whyATokenWasRefusedIsLoggedWithoutTheToken() {
        String foreign = TokenFixture.of(SigningAlgorithm.EDDSA).issue();
        try (LogLines log = LogLines.of(AccessTokens.class)) {
            assertThat(fixture.refusal(foreign)).isEqualTo(Cause.INVALID_TOKEN);
            assertThat(fixture.tokens.endable(Secret.of(foreign))).isEmpty();
            assertThat(log.lines())
                    .containsExactly("Refused a token: an unknown kid", "Nothing to end: an unknown kid");
        }
    }
}

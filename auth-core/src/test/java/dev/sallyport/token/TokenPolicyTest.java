package dev.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TokenPolicyTest {
    private TokenPolicy policy = TokenPolicy.defaults("https://api.example.com");

    @Test
    void hasCarefulDefaults() {
        assertThat(policy.audience()).isEqualTo(policy.issuer());
        assertThat(policy.algorithm()).isEqualTo(SigningAlgorithm.EDDSA);
        assertThat(policy.edDsaName()).isEqualTo("EdDSA");
        assertThat(policy.lifetime()).isEqualTo(Duration.ofHours(1));
        assertThat(policy.maximumLifetime()).isEqualTo(Duration.ofHours(24));
        assertThat(policy.clockSkew()).isEqualTo(Duration.ofSeconds(60));
        assertThat(policy.maximumLength()).isEqualTo(8192);
        assertThat(policy.rotationPeriod()).isEqualTo(Duration.ofDays(90));
        assertThat(policy.publishLead()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void refusesALifetimeBeyondTheMaximum() {
        assertRefused(
                () -> policy.withLifetime(Duration.ofHours(25)), "lifetime must be from PT1S to PT24H, it is PT25H");
    }

    @Test
    void refusesASkewOfMoreThanFiveMinutes() {
        assertRefused(
                () -> policy.withClockSkew(Duration.ofSeconds(301)),
                "clockSkew must be from PT0S to PT5M, it is PT5M1S");
    }

    @Test
    void refusesALeadThatIsShorterThanCachesLive() {
        assertRefused(
                () -> policy.withJwksMaxAge(Duration.ofHours(1)),
                "publishLead must be at least jwksMaxAge + clockSkew + 30 s = PT1H1M30S, it is PT1H: otherwise a key"
                        + " would sign before everybody knows it");
    }

    @Test
    void refusesARotationQuickerThanTheLead() {
        assertRefused(
                () -> policy.withRotationPeriod(Duration.ofMinutes(59)),
                "rotationPeriod must be from PT1H to PT17544H, it is PT59M");
    }

    @Test
    void refusesARotationThatWouldPileUpKeys() {
        assertRefused(
                () -> policy.withRotationPeriod(Duration.ofHours(2)).withMaximumLifetime(Duration.ofHours(72)),
                "rotationPeriod PT2H with maximumLifetime PT72H would keep 38 signing keys, at most 32 are allowed:"
                        + " make rotationPeriod longer");
    }

    @Test
    void refusesPartsOfSeconds() {
        assertRefused(
                () -> policy.withLifetime(Duration.ofMillis(1500)), "lifetime must be whole seconds, it is PT1.5S");
    }

    @Test
    void refusesOtherNamesForEd25519() {
        assertRefused(() -> policy.withEdDsaName("none"), "edDsaName must be EdDSA or Ed25519, it is \"none\"");
    }

    @Test
    void refusesAnEmptyIssuer() {
        assertRefused(
                () -> TokenPolicy.defaults(" "),
                "issuer must have 1 to 512 characters and no control characters, it has 1");
    }

    @Test
    void refusesALengthThatNoTokenFits() {
        assertRefused(
                () -> policy.withMaximumLength(100), "maximumLength must be from 512 to 65536 characters, it is 100");
    }

    @Test
    void takesEachSettingAtItsBounds() {
        Duration second = Duration.ofSeconds(1);
        Duration longest = Duration.ofDays(366);
        assertThat(policy.withLifetime(second)
                        .withMaximumLifetime(second)
                        .checked()
                        .lifetime())
                .isEqualTo(second);
        assertThat(policy.withLifetime(longest)
                        .withMaximumLifetime(longest)
                        .withRotationPeriod(Duration.ofDays(731))
                        .checked()
                        .maximumLifetime())
                .isEqualTo(longest);
        assertThat(policy.withClockSkew(Duration.ZERO).checked().clockSkew()).isZero();
        assertThat(policy.withClockSkew(Duration.ofMinutes(5)).checked().clockSkew())
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(policy.withMaximumLength(512).checked().maximumLength()).isEqualTo(512);
        assertThat(policy.withMaximumLength(65_536).checked().maximumLength()).isEqualTo(65_536);
        assertThat(policy.withJwksMaxAge(Duration.ZERO).checked().jwksMaxAge()).isZero();
        assertThat(policy.withJwksMaxAge(Duration.ofDays(7))
                        .withClockSkew(second)
                        .withPublishLead(Duration.ofDays(7).plusSeconds(31))
                        .checked()
                        .publishLead())
                .isEqualTo(Duration.ofDays(7).plusSeconds(31));
    }

    @Test
    void refusesEachSettingBeyondItsBounds() {
        assertRefused(
                () -> policy.withMaximumLength(511), "maximumLength must be from 512 to 65536 characters, it is 511");
        assertRefused(
                () -> policy.withMaximumLength(65_537),
                "maximumLength must be from 512 to 65536 characters, it is 65537");
        policy = policy.withMaximumLength(512);
        assertRefused(
                () -> policy.withPublishLead(Duration.ofMinutes(16).plusSeconds(29)),
                "publishLead must be at least jwksMaxAge + clockSkew + 30 s = PT16M30S, it is PT16M29S: otherwise a"
                        + " key would sign before everybody knows it");
        policy = policy.withPublishLead(Duration.ofMinutes(16).plusSeconds(30));
        assertRefused(
                () -> policy.withJwksMaxAge(Duration.ofSeconds(-1)),
                "jwksMaxAge must be from PT0S to PT168H, it is PT-1S");
        policy = policy.withJwksMaxAge(Duration.ofMinutes(15));
        assertRefused(
                () -> policy.withMaximumLifetime(Duration.ofDays(366).plusSeconds(1)),
                "maximumLifetime must be from PT1S to PT8784H, it is PT8784H1S");
        assertRefused(
                () -> policy.withMaximumLifetime(Duration.ZERO),
                "maximumLifetime must be from PT1S to PT8784H, it is PT0S");
        policy = policy.withMaximumLifetime(Duration.ofHours(24));
        assertRefused(() -> policy.withLifetime(Duration.ZERO), "lifetime must be from PT1S to PT24H, it is PT0S");
        policy = policy.withLifetime(Duration.ofHours(1));
        assertRefused(
                () -> policy.withRotationPeriod(Duration.ofDays(731).plusSeconds(1)),
                "rotationPeriod must be from PT16M30S to PT17544H, it is PT17544H1S");
    }

    @Test
    void issuerAndAudienceAreTextsOfAtMost512Characters() {
        String longest = "x".repeat(512);
        assertThat(TokenPolicy.defaults(longest).checked().issuer()).isEqualTo(longest);
        assertThat(policy.withAudience("api").checked().audience()).isEqualTo("api");
        assertRefused(
                () -> TokenPolicy.defaults(longest + "x"),
                "issuer must have 1 to 512 characters and no control characters, it has 513");
        assertRefused(
                () -> policy.withAudience("a\tb"),
                "audience must have 1 to 512 characters and no control characters, it has 3");
    }

    @Test
    void keepsUpToThirtyTwoKeys() {
        policy = policy.withRotationPeriod(Duration.ofHours(2));
        // The lifetime, a minute of skew and an hour of lead, in periods of two hours, and two keys more.
        Duration fits = Duration.ofHours(61).minusSeconds(61);
        assertThat(policy.withMaximumLifetime(fits).checked().maximumLifetime()).isEqualTo(fits);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> policy.withMaximumLifetime(fits.plusSeconds(1)).checked())
                .withMessageContaining("would keep 33 signing keys, at most 32 are allowed");
    }

    @Test
    void theLongestCredentialIsATokenOrAKey() {
        assertThat(policy.withMaximumLength(512).checked().longestCredential()).isEqualTo(8192);
        assertThat(policy.withMaximumLength(8193).checked().longestCredential()).isEqualTo(8193);
    }

    private static void assertRefused(Supplier<TokenPolicy> setting, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> setting.get().checked())
                .withMessage(message);
    }
}

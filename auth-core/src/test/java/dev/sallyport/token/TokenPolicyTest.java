package dev.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenPolicyTest {
    private final TokenPolicy.Builder builder = TokenPolicy.builder("https://api.example.com");

    @Test
    void hasCarefulDefaults() {
        TokenPolicy policy = builder.build();

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
        assertRefused(builder.lifetime(Duration.ofHours(25)), "lifetime must be from PT1S to PT24H, it is PT25H");
    }

    @Test
    void refusesASkewOfMoreThanFiveMinutes() {
        assertRefused(builder.clockSkew(Duration.ofSeconds(301)), "clockSkew must be from PT0S to PT5M, it is PT5M1S");
    }

    @Test
    void refusesALeadThatIsShorterThanCachesLive() {
        assertRefused(
                builder.jwksMaxAge(Duration.ofHours(1)),
                "publishLead must be at least jwksMaxAge + clockSkew + 30 s = PT1H1M30S, it is PT1H: otherwise a key"
                        + " would sign before everybody knows it");
    }

    @Test
    void refusesARotationQuickerThanTheLead() {
        assertRefused(
                builder.rotationPeriod(Duration.ofMinutes(59)),
                "rotationPeriod must be from PT1H to PT17544H, it is PT59M");
    }

    @Test
    void refusesARotationThatWouldPileUpKeys() {
        assertRefused(
                builder.rotationPeriod(Duration.ofHours(2)).maximumLifetime(Duration.ofHours(72)),
                "rotationPeriod PT2H with maximumLifetime PT72H would keep 38 signing keys, at most 32 are allowed:"
                        + " make rotationPeriod longer");
    }

    @Test
    void refusesPartsOfSeconds() {
        assertRefused(builder.lifetime(Duration.ofMillis(1500)), "lifetime must be whole seconds, it is PT1.5S");
    }

    @Test
    void refusesOtherNamesForEd25519() {
        assertRefused(builder.edDsaName("none"), "edDsaName must be EdDSA or Ed25519, it is \"none\"");
    }

    @Test
    void refusesAnEmptyIssuer() {
        assertRefused(
                TokenPolicy.builder(" "), "issuer must have 1 to 512 characters and no control characters, it has 1");
    }

    @Test
    void refusesALengthThatNoTokenFits() {
        assertRefused(builder.maximumLength(100), "maximumLength must be from 512 to 65536 characters, it is 100");
    }

    @Test
    void takesEachSettingAtItsBounds() {
        Duration second = Duration.ofSeconds(1);
        Duration longest = Duration.ofDays(366);
        assertThat(builder.lifetime(second).maximumLifetime(second).build().lifetime())
                .isEqualTo(second);
        assertThat(builder.lifetime(longest)
                        .maximumLifetime(longest)
                        .rotationPeriod(Duration.ofDays(731))
                        .build()
                        .maximumLifetime())
                .isEqualTo(longest);
        assertThat(builder.clockSkew(Duration.ZERO).build().clockSkew()).isZero();
        assertThat(builder.clockSkew(Duration.ofMinutes(5)).build().clockSkew()).isEqualTo(Duration.ofMinutes(5));
        assertThat(builder.maximumLength(512).build().maximumLength()).isEqualTo(512);
        assertThat(builder.maximumLength(65_536).build().maximumLength()).isEqualTo(65_536);
        assertThat(builder.jwksMaxAge(Duration.ZERO).build().jwksMaxAge()).isZero();
        assertThat(builder.jwksMaxAge(Duration.ofDays(7))
                        .clockSkew(second)
                        .publishLead(Duration.ofDays(7).plusSeconds(31))
                        .build()
                        .publishLead())
                .isEqualTo(Duration.ofDays(7).plusSeconds(31));
    }

    @Test
    void refusesEachSettingBeyondItsBounds() {
        assertRefused(builder.maximumLength(511), "maximumLength must be from 512 to 65536 characters, it is 511");
        assertRefused(builder.maximumLength(65_537), "maximumLength must be from 512 to 65536 characters, it is 65537");
        builder.maximumLength(512);
        assertRefused(
                builder.publishLead(Duration.ofMinutes(16).plusSeconds(29)),
                "publishLead must be at least jwksMaxAge + clockSkew + 30 s = PT16M30S, it is PT16M29S: otherwise a"
                        + " key would sign before everybody knows it");
        builder.publishLead(Duration.ofMinutes(16).plusSeconds(30));
        assertRefused(
                builder.jwksMaxAge(Duration.ofSeconds(-1)), "jwksMaxAge must be from PT0S to PT168H, it is PT-1S");
        builder.jwksMaxAge(Duration.ofMinutes(15));
        assertRefused(
                builder.maximumLifetime(Duration.ofDays(366).plusSeconds(1)),
                "maximumLifetime must be from PT1S to PT8784H, it is PT8784H1S");
        assertRefused(
                builder.maximumLifetime(Duration.ZERO), "maximumLifetime must be from PT1S to PT8784H, it is PT0S");
        builder.maximumLifetime(Duration.ofHours(24));
        assertRefused(builder.lifetime(Duration.ZERO), "lifetime must be from PT1S to PT24H, it is PT0S");
        builder.lifetime(Duration.ofHours(1));
        assertRefused(
                builder.rotationPeriod(Duration.ofDays(731).plusSeconds(1)),
                "rotationPeriod must be from PT16M30S to PT17544H, it is PT17544H1S");
    }

    @Test
    void issuerAndAudienceAreTextsOfAtMost512Characters() {
        String longest = "x".repeat(512);
        assertThat(TokenPolicy.builder(longest).build().issuer()).isEqualTo(longest);
        assertThat(builder.audience("api").build().audience()).isEqualTo("api");
        assertRefused(
                TokenPolicy.builder(longest + "x"),
                "issuer must have 1 to 512 characters and no control characters, it has 513");
        assertRefused(
                builder.audience("a\tb"), "audience must have 1 to 512 characters and no control characters, it has 3");
    }

    @Test
    void keepsUpToThirtyTwoKeys() {
        builder.rotationPeriod(Duration.ofHours(2));
        // The lifetime, a minute of skew and an hour of lead, in periods of two hours, and two keys more.
        Duration fits = Duration.ofHours(61).minusSeconds(61);
        assertThat(builder.maximumLifetime(fits).build().maximumLifetime()).isEqualTo(fits);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maximumLifetime(fits.plusSeconds(1)).build())
                .withMessageContaining("would keep 33 signing keys, at most 32 are allowed");
    }

    @Test
    void theLongestCredentialIsATokenOrAKey() {
        assertThat(builder.maximumLength(512).build().longestCredential()).isEqualTo(8192);
        assertThat(builder.maximumLength(8193).build().longestCredential()).isEqualTo(8193);
    }

    private static void assertRefused(TokenPolicy.Builder builder, String message) {
        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
    }
}

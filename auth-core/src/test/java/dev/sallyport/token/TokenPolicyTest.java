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

    private static void assertRefused(TokenPolicy.Builder builder, String message) {
        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
    }
}

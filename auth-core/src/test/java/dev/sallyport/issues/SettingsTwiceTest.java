package dev.sallyport.issues;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.grant.Login;
import dev.sallyport.fixture.Node;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.caller.Refusal;
import dev.sallyport.secret.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Functions over settings add up: the second one does not undo the first. */
class SettingsTwiceTest {
    @Test
    void tokensComposes() {
        try (Sallyport auth = Sallyport.builder()
                .issuer("https://api.example.com")
                .tokens(tokens -> tokens.audience("reports"))
                .tokens(tokens -> tokens.lifetime(Duration.ofMinutes(5)))
                .tokens(tokens -> tokens.lifetime(Duration.ofMinutes(7)))
                .build()) {
            assertThat(auth.tokenPolicy().audience()).isEqualTo("reports");
            assertThat(auth.tokenPolicy().lifetime()).isEqualTo(Duration.ofMinutes(7));
        }
    }

    @Test
    void loginsAndRefreshTokensCompose() {
        try (Node node = Node.create(settings -> settings.logins(
                        logins -> logins.withPerAddress(RateLimit.parse("1/hour")))
                .logins(logins -> logins.withFailureGrid(Duration.ZERO))
                .refreshTokens(refresh -> refresh.withLifetime(Duration.ofDays(2)))
                .refreshTokens(refresh -> refresh.withGrace(Duration.ZERO)))) {
            node.userWithPassword("ada", "viewer");
            Login login = node.login("ada");
            assertThat(node.auth.sessions().find(login.sessionId()).orElseThrow().expiresAt())
                    .isEqualTo(node.clock.instant().plus(Duration.ofDays(2)));
            assertThat(Node.refusal(node.tryLogin("ada", Secret.of("wrong"))).cause())
                    .isEqualTo(Refusal.Cause.RATE_LIMITED);
        }
    }
}

package dev.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.scope.ScopeSet;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenClaimsTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final TokenClaims claims = TokenFixture.claims(HOUR, Map.of("plan", "gold"));

    @Test
    void otherScopesLeaveTheRestAsItIs() {
        ScopeSet other = ScopeSet.of("reports:delete");
        TokenClaims changed = claims.withScopes(other);
        assertThat(changed.scopes()).isEqualTo(other);
        assertThat(changed.withScopes(claims.scopes())).isEqualTo(claims);
    }

    @Test
    void claimsWithoutWhatTheRequestSetAreThoseOfTheOwner() {
        assertThat(claims.withoutExt()).isEqualTo(TokenFixture.claims(HOUR, Map.of()));
    }
}

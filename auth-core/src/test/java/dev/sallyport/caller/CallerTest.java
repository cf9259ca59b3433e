package dev.sallyport.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.scope.ScopeSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerTest {
    @Test
    void scopeIsHadByItsNameOrByAWildcard() {
        String none = null;
        Caller caller = new Caller(
                "ada",
                CallerKind.USER,
                none,
                ScopeSet.of("reports:*", "users:read"),
                Set.of(),
                none,
                none,
                Instant.EPOCH,
                List.of("pwd"),
                null,
                Map.of());
        assertThat(caller.hasScope("reports:write")).isTrue();
        assertThat(caller.hasScope("users:read")).isTrue();
        assertThat(caller.hasScope("users:write")).isFalse();
    }
}

package dev.sallyport.servlet.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.AccessRule;
import dev.sallyport.outcome.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MatchTest {
    private static Match match(Route route) {
        return new Match(route, Map.of(), List.of());
    }

    @Test
    void loginsAndFormsOfClientsMayFailAndOthersMayNot() {
        assertThat(match(Route.login("/login", call -> Outcome.done(Reply.empty(204))))
                        .mayFailLogin())
                .isTrue();
        assertThat(match(Route.authenticated("POST", "/keys", Route.Body.JSON, call -> Outcome.done(Reply.empty(204))))
                        .mayFailLogin())
                .isFalse();
        Route token = new Route(
                "POST",
                "/token",
                RefusalContext.TOKEN,
                Route.Body.FORM_OR_JSON,
                AccessRule.open(),
                call -> Outcome.done(Reply.empty(204)));
        assertThat(match(token).mayFailLogin()).isTrue();
    }
}

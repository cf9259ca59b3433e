package dev.sallyport.attacks;

import static dev.sallyport.fixture.Node.ADDRESS;
import static dev.sallyport.fixture.Node.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.Actor;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.NewClient;
import dev.sallyport.fixture.Node;
import dev.sallyport.grant.ClientLogin;
import dev.sallyport.leak.LeakPolicy;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A token that was issued while the clock was ahead does not count yet, and will. Whoever has it ended now is told that nothing of
 * it is left, so nothing may be left when its time comes.
 */
class TokenOfTomorrowTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Node node = Node.create(settings -> settings.leakReports(LeakPolicy.revoke())
            .clientTypes(ClientType.of("project", "p_", "ps_", CallerKind.CLIENT)));

    @AfterEach
    void close() {
        node.close();
    }

    private Secret ofAClient() {
        NewClient client = done(node.auth.clients().create(ClientRequest.of("project", "one"), Actor.application()));
        return done(node.auth
                        .logins()
                        .withClient(ClientLogin.of(client.client().id(), client.secret(), Node.origin(null))))
                .accessToken();
    }

    private Secret ofAPerson() {
        node.userWithPassword("ada", "viewer");
        return node.login("ada").accessToken();
    }

    /** Issued an hour ahead of the time that it is now. */
    private List<Secret> tokensOfTomorrow() {
        node.clock.advance(HOUR);
        List<Secret> tokens = List.of(ofAClient(), ofAPerson(), ofAClient());
        node.clock.advance(HOUR.negated());
        return tokens;
    }

    private void itsTimeComes() {
        node.clock.advance(HOUR.plus(Duration.ofMinutes(1)));
    }

    @Test
    void revokedTokenNeverCounts() {
        List<Secret> tokens = tokensOfTomorrow();
        for (Secret token : tokens.subList(0, 2)) {
            assertThat(node.refused(token)).as("not yet").isEqualTo(Refusal.Cause.INVALID_TOKEN);
            assertThat(done(node.auth.revocations().revokeToken(token, ClientAddress.of(ADDRESS))))
                    .isTrue();
            assertThat(done(node.auth.revocations().revokeToken(token, ClientAddress.of(ADDRESS))))
                    .as("again")
                    .isFalse();
        }
        itsTimeComes();
        node.auth.purge();
        assertThat(node.refused(tokens.get(0))).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(node.refused(tokens.get(1))).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(node.accepts(tokens.get(2))).as("the control").isTrue();
    }

    @Test
    void reportedTokenNeverCounts() {
        List<Secret> tokens = tokensOfTomorrow();
        done(node.auth.leakReports().orElseThrow().report(tokens.subList(0, 2), ADDRESS));
        node.auth.leakReports().orElseThrow().work();
        itsTimeComes();
        assertThat(node.accepts(tokens.get(0))).isFalse();
        assertThat(node.accepts(tokens.get(1))).isFalse();
        assertThat(node.accepts(tokens.get(2))).as("the control").isTrue();
    }
}

package dev.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.change.Change;
import dev.sallyport.change.ChangeLog;
import dev.sallyport.environment.Environment;
import dev.sallyport.fixture.AuditTrail;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.secret.Secret;
import dev.sallyport.stores.Stores;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RevokedTokensTest {
    private static final Actor ADA = new Actor("ada", "192.0.2.1");

    private final TokenFixture fixture = TokenFixture.of(SigningAlgorithm.HS256);
    private final AuditTrail audit = new AuditTrail();
    private final Stores stores = InMemoryStores.create();
    private final RevokedTokens revoked =
            new RevokedTokens(stores.revokedTokens(), new Environment(stores, audit, fixture.clock, fixture.random));
    private final EndableToken token =
            fixture.tokens.endable(Secret.of(fixture.issue())).orElseThrow();

    @Test
    void revokedTokenIsKnownOnEveryNode() {
        assertThat(revoked.isRevoked(token.jti())).isFalse();
        revoked.revoke(token, ADA);
        assertThat(revoked.isRevoked(token.jti())).isTrue();
        assertThat(revoked.isRevoked("other")).isFalse();
        assertThat(stores.changeLog().readAfter(0, 9).entries())
                .extracting(ChangeLog.Entry::change)
                .containsExactly(Change.session(token.jti()));
    }

    @Test
    void revokingTwiceIsRecordedOnce() {
        revoked.revoke(token, ADA);
        assertThat(audit.events()).hasSize(1);
        revoked.revoke(token, ADA);
        assertThat(audit.events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(AuditEvent.Type.TOKEN_REVOKED);
            assertThat(event.owner()).isEqualTo("7");
            assertThat(event.actor()).isEqualTo("ada");
            assertThat(event.details()).isEqualTo(Map.of("jti", token.jti()));
        });
    }
}

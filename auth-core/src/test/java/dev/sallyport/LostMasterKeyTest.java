package dev.sallyport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.grant.Login;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.token.SigningAlgorithm;
import dev.sallyport.token.StoredSigningKey;
import java.security.SecureRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The way back when signing keys cannot be opened, or are of the other kind: named, on purpose, and at the price of all tokens. */
class LostMasterKeyTest {
    private static final MasterKey ANOTHER = MasterKey.random(new SecureRandom());

    private final InMemoryStores database = InMemoryStores.create();

    private Node start(UnaryOperator<SallyportBuilder> settings) {
        return Node.over(WatchedStores.durableOver(database), settings);
    }

    @Test
    void withAnotherMasterKeyOnlyTheNamedSwitchStarts() {
        Secret key;
        Login login;
        Login ofKey;
        try (Node before = start(settings -> settings)) {
            before.userWithPassword("ada", "analyst");
            key = before.key("ada").secret();
            login = before.login("ada");
            ofKey = before.keyLogin(key, "label");
        }
        assertThatThrownBy(() -> start(settings -> settings.masterKey(ANOTHER)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(signingKey().kid())
                .hasMessageEndingWith(
                        "If that is lost for good, add .replaceSigningKeys() to the builder for one start: it"
                                + " makes a new key and ends all tokens.");

        try (Node after = start(settings -> settings.masterKey(ANOTHER).replaceSigningKeys())) {
            assertThat(after.refused(login.accessToken())).isEqualTo(Refusal.Cause.INVALID_TOKEN);
            assertThat(after.refused(ofKey.accessToken())).isEqualTo(Refusal.Cause.INVALID_TOKEN);
            assertThat(after.accepts(key)).isTrue();
            assertThat(after.accepts(after.login("ada").accessToken())).isTrue();
            assertThat(after.accepts(after.keyLogin(key, "label").accessToken()))
                    .as("the same label, although its old token cannot be made again")
                    .isTrue();
        }
        try (Node next = start(settings -> settings.masterKey(ANOTHER))) {
            assertThat(next.accepts(key)).as("taken out again").isTrue();
        }
    }

    @Test
    void everyStartWithTheSwitchEndsTheTokensBefore() {
        Secret token;
        try (Node first = start(SallyportBuilder::replaceSigningKeys)) {
            first.userWithPassword("ada", "analyst");
            token = first.login("ada").accessToken();
            assertThat(first.accepts(token))
                    .as("an empty database is no obstacle")
                    .isTrue();
        }
        try (Node second = start(SallyportBuilder::replaceSigningKeys)) {
            assertThat(second.refused(token)).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        }
    }

    @Test
    void changesBetweenSymmetricAndAsymmetricKeys() {
        start(settings -> settings).close();
        UnaryOperator<SallyportBuilder> symmetric =
                settings -> settings.tokens(tokens -> tokens.withAlgorithm(SigningAlgorithm.HS256));
        assertThatThrownBy(() -> start(symmetric))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("add .replaceSigningKeys() to the builder");
        start(settings -> symmetric.apply(settings).replaceSigningKeys()).close();
        assertThat(signingKey().algorithm()).isEqualTo(SigningAlgorithm.HS256);
        start(symmetric).close();
    }

    private StoredSigningKey signingKey() {
        assertThat(database.signingKeys().findAll()).hasSize(1);
        return database.signingKeys().findAll().get(0);
    }
}

package dev.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.change.Change;
import dev.sallyport.change.StoreException;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal.Cause;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.Vault;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SigningKeysTest {
    private final TokenFixture fixture = TokenFixture.of(SigningAlgorithm.EDDSA);
    private final SigningKeys keys = fixture.keys;
    private final KeysInMemory store = fixture.store;

    @Test
    void ofSeveralNodesThatStartOneMakesTheKey() {
        TokenFixture fixture = TokenFixture.of(SigningAlgorithm.EDDSA);
        fixture.store.findAll().forEach(key -> fixture.store.delete(key.kid()));
        List<SigningKeys> nodes = IntStream.range(0, 4)
                .mapToObj(i -> fixture.node(fixture.policy))
                .toList();
        nodes.parallelStream().forEach(SigningKeys::start);

        assertThat(fixture.store.findAll()).hasSize(1);
        assertThat(nodes)
                .allSatisfy(node -> assertThat(node.current().kid())
                        .isEqualTo(fixture.store.findAll().get(0).kid()));
    }

    @Test
    void keysSurviveARestart() {
        String token = fixture.issue();
        SigningKeys restarted = fixture.node(fixture.policy);
        restarted.start();

        assertThat(store.findAll()).hasSize(1);
        assertThat(fixture.tokens(restarted).verify(Secret.of(token))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void saysThatItWasNotStarted() {
        assertThatIllegalStateException()
                .isThrownBy(() -> fixture.node(fixture.policy).jwks())
                .withMessage("The signing keys were not read yet: call SigningKeys.start() first");
    }

    @Test
    void aLostMasterKeyIsAnErrorAndNoNewKey() {
        Vault other = Vault.of(MasterKey.random(fixture.random), fixture.random);
        SigningKeys node = new SigningKeys(store, other, fixture.policy, fixture.environment(fixture.audited::add));

        assertThatIllegalStateException()
                .isThrownBy(node::start)
                .withMessageStartingWith("Signing key " + fixture.kid() + " cannot be opened. The sealed signing-key in"
                        + " table signing_key, row " + fixture.kid() + ", was sealed under the master key ")
                .withMessageEndingWith(
                        "If that is lost for good, add .replaceSigningKeys() to the builder for one start: it makes"
                                + " a new key and ends all tokens.");
        assertThat(store.findAll()).hasSize(1);

        String kid = node.replaceAll();
        assertThat(store.findAll()).extracting(StoredSigningKey::kid).containsExactly(kid);
        assertThat(node.current().kid()).isEqualTo(kid);
    }

    @Test
    void publishesTheNextKeyBeforeItSigns() {
        String first = fixture.kid();
        String next = keys.rotate();

        assertThat(keys.jwks()).contains(first, next);
        assertThat(fixture.kid()).isEqualTo(first);
        assertThat(keys.rotate()).isEqualTo(next);

        fixture.clock.advance(Duration.ofHours(1).minusMillis(1));
        assertThat(fixture.kid()).isEqualTo(first);
        fixture.clock.advance(Duration.ofMillis(1));
        assertThat(fixture.kid()).isEqualTo(next);
    }

    @Test
    void rotatesOnScheduleAndKeepsAKeyUntilItsLastTokenHasExpired() {
        String first = fixture.kid();
        fixture.clock.advance(Duration.ofDays(90).minusHours(1).minusMillis(1));
        int reads = store.reads();
        assertThat(keys.rotateIfDue()).isFalse();
        assertThat(store.reads()).isEqualTo(reads);

        fixture.clock.advance(Duration.ofMillis(1));
        assertThat(keys.rotateIfDue()).isTrue();
        assertThat(keys.rotateIfDue()).isFalse();
        assertThat(fixture.kid()).isEqualTo(first);

        fixture.clock.advance(Duration.ofHours(1).minusMillis(1));
        String last = fixture.tokens
                .issue(TokenFixture.claims(Duration.ofHours(24), Map.of()))
                .token()
                .reveal();
        fixture.clock.advance(Duration.ofMillis(1));
        assertThat(fixture.kid()).isNotEqualTo(first);

        fixture.clock.advance(Duration.ofHours(24).minusSeconds(2));
        keys.rotateIfDue();
        assertThat(fixture.verified(last).kid()).isEqualTo(first);
        fixture.clock.advance(Duration.ofSeconds(62));
        assertThat(keys.rotateIfDue()).isFalse();
        assertThat(keys.jwks()).contains(first);
        fixture.clock.advance(Duration.ofMillis(1));
        assertThat(keys.rotateIfDue()).isTrue();
        assertThat(keys.jwks()).doesNotContain(first).contains(fixture.kid());
    }

    @Test
    void makesTheNextKeyLateWhenItsTurnWasMissed() {
        fixture.clock.advance(Duration.ofDays(200));
        String first = fixture.kid();
        keys.rotateIfDue();
        assertThat(fixture.kid()).isEqualTo(first);

        fixture.clock.advance(Duration.ofHours(1));
        assertThat(fixture.kid()).isNotEqualTo(first);
    }

    @Test
    void aKeyMadeAtOnceSignsAtOnceAndEndsNoToken() {
        String token = fixture.issue();
        String waiting = keys.rotate();
        String kid = keys.rotateNow();

        assertThat(fixture.kid()).isEqualTo(kid);
        assertThat(fixture.accepts(token)).isTrue();
        fixture.clock.advance(Duration.ofHours(2));
        assertThat(fixture.kid()).isEqualTo(kid).isNotEqualTo(waiting);
    }

    @Test
    void revokingTheCurrentKeyEndsItsTokensAndAnotherSigns() {
        String token = fixture.issue();
        String kid = fixture.kid();

        assertThat(keys.revoke(kid)).isTrue();
        assertThat(fixture.refusal(token)).isEqualTo(Cause.INVALID_TOKEN);
        assertThat(keys.jwks()).doesNotContain(kid).contains(fixture.kid());
        assertThat(fixture.accepts(fixture.issue())).isTrue();
        assertThat(keys.revoke(kid)).isFalse();
    }

    @Test
    void revokingTheCurrentKeyNeverBringsAFormerOneBack() {
        String former = fixture.kid();
        String current = keys.rotateNow();
        keys.revoke(current);

        assertThat(fixture.kid()).isNotIn(former, current);
    }

    @Test
    void revokingAFormerOrTheNextKeyLeavesTheCurrentOne() {
        String former = fixture.kid();
        String current = keys.rotateNow();
        String next = keys.rotate();

        keys.revoke(next);
        keys.revoke(former);
        assertThat(store.findAll()).extracting(StoredSigningKey::kid).containsExactly(current);
    }

    @Test
    void everyChangeIsRecordedAndAudited() {
        String first = fixture.kid();
        String second = keys.rotateNow();
        keys.revoke(first);

        assertThat(store.changes())
                .containsExactly(Change.signingKeys(first), Change.signingKeys(second), Change.signingKeys(first));
        assertThat(fixture.audited)
                .extracting(AuditEvent::type, event -> event.details().get("kid"))
                .containsExactly(
                        Tuple.tuple(AuditEvent.Type.SIGNING_KEY_CREATED, first),
                        Tuple.tuple(AuditEvent.Type.SIGNING_KEY_CREATED, second),
                        Tuple.tuple(AuditEvent.Type.SIGNING_KEY_REVOKED, first));
    }

    @Test
    void aChangeThatCannotBeRecordedDoesNotTakePlace() {
        SigningKeys node = new SigningKeys(store, fixture.vault, fixture.policy, fixture.environment(event -> {
            throw new StoreException("No room for the row");
        }));
        node.start();
        String before = node.current().kid();

        assertThatThrownBy(node::rotateNow).isInstanceOf(StoreException.class);
        assertThat(node.current().kid()).isEqualTo(before);
    }

    @Test
    void keepsAtMostThirtyTwoKeys() {
        for (int i = 1; i < TokenPolicy.MAX_KEYS; i++) {
            keys.rotateNow();
        }
        assertThatIllegalStateException()
                .isThrownBy(keys::rotateNow)
                .withMessage(
                        "There are 32 signing keys, at most 32 are allowed: wait for old ones to go, or revoke some");
        assertThat(store.findAll()).hasSize(32);
    }

    @Test
    void anUnknownKidReadsTheStoreOnceInTenSeconds() {
        SigningKeys other = fixture.node(fixture.policy);
        other.start();
        AccessTokens elsewhere = fixture.tokens(other);
        String unknown = fixture.sign(fixture.header().replace(fixture.kid(), "AAAAAAAAAAAAAAAA"), fixture.payload());
        int reads = store.reads();
        IntStream.range(0, 100)
                .parallel()
                .forEach(i -> assertThat(elsewhere.verify(Secret.of(unknown))).isInstanceOf(Outcome.Refused.class));
        assertThat(store.reads()).isEqualTo(reads + 1);

        keys.rotateNow();
        String token = fixture.issue();
        assertThat(elsewhere.verify(Secret.of(token))).isInstanceOf(Outcome.Refused.class);
        fixture.clock.advance(SigningKeys.RELOAD_INTERVAL);
        assertThat(elsewhere.verify(Secret.of(token))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void doesNotJudgeAnUnknownKidWhileTheStoreIsDown() {
        String known = fixture.issue();
        String unknown = fixture.sign(fixture.header().replace(fixture.kid(), "AAAAAAAAAAAAAAAA"), fixture.payload());
        store.fail(true);

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> fixture.tokens.verify(Secret.of(unknown)));
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> fixture.tokens.verify(Secret.of(unknown)));
        assertThat(fixture.accepts(known)).isTrue();

        store.fail(false);
        fixture.clock.advance(SigningKeys.RELOAD_INTERVAL);
        assertThat(fixture.refusal(unknown)).isEqualTo(Cause.INVALID_TOKEN);
    }

    @Test
    void takesUpAnotherAlgorithmOfTheSameKindWithARotation() {
        String token = fixture.issue();
        SigningKeys restarted =
                fixture.node(TokenFixture.policy(SigningAlgorithm.ES256).checked());
        restarted.start();
        restarted.start();

        assertThat(store.findAll())
                .extracting(StoredSigningKey::algorithm)
                .containsExactly(SigningAlgorithm.EDDSA, SigningAlgorithm.ES256);
        assertThat(restarted.current().stored().algorithm()).isEqualTo(SigningAlgorithm.EDDSA);
        fixture.clock.advance(Duration.ofHours(1).minusSeconds(1));
        assertThat(fixture.tokens(restarted).verify(Secret.of(token))).isInstanceOf(Outcome.Done.class);
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(restarted.current().stored().algorithm()).isEqualTo(SigningAlgorithm.ES256);
    }

    @Test
    void refusesToMixSymmetricAndAsymmetricKeys() {
        SigningKeys symmetric =
                fixture.node(TokenFixture.policy(SigningAlgorithm.HS256).checked());

        assertThatIllegalStateException()
                .isThrownBy(symmetric::start)
                .withMessage("TokenPolicy.algorithm is HS256, the stored signing key " + fixture.kid()
                        + " is for EDDSA: symmetric and asymmetric keys cannot be in one set. Set the algorithm back, or"
                        + " add .replaceSigningKeys() to the builder for one start, which ends all tokens.");
        symmetric.replaceAll();
        assertThat(store.findAll()).extracting(StoredSigningKey::algorithm).containsExactly(SigningAlgorithm.HS256);
        assertThatIllegalStateException().isThrownBy(keys::rotateNow).withMessageContaining("cannot be in one set");
        assertThat(store.findAll()).hasSize(1);
    }

    @Test
    void neverPublishesASymmetricKey() {
        assertThat(TokenFixture.of(SigningAlgorithm.HS256).keys.jwks()).isEqualTo("{\"keys\":[]}");
    }

    @ParameterizedTest
    @EnumSource(names = "HS256", mode = EnumSource.Mode.EXCLUDE)
    void publishesWhatOthersNeedToVerifyAndNothingPrivate(SigningAlgorithm algorithm) throws Exception {
        TokenFixture fixture = TokenFixture.of(algorithm);
        fixture.keys.rotate();
        JWKSet published = JWKSet.parse(fixture.keys.jwks());

        assertThat(published.getKeys()).hasSize(2).allSatisfy(key -> {
            assertThat(key.isPrivate()).isFalse();
            assertThat(key.getAlgorithm().getName()).isEqualTo(algorithm.headerName());
            assertThat(key.getKeyUse().identifier()).isEqualTo("sig");
        });
        assertThat(fixture.keys.jwks())
                .doesNotContain("\"d\"", "\"p\"", "\"q\"", "\"dp\"", "\"dq\"", "\"qi\"", "\"k\"");
        assertThat(othersAccept(fixture.issue(), published)).isTrue();
    }

    private static boolean othersAccept(String token, JWKSet published) throws ParseException, JOSEException {
        SignedJWT jwt = SignedJWT.parse(token);
        JWK key = published.getKeyByKeyId(jwt.getHeader().getKeyID());
        return switch (key.getKeyType().getValue()) {
            case "RSA" -> jwt.verify(new RSASSAVerifier(key.toRSAKey()));
            case "EC" -> jwt.verify(new ECDSAVerifier(key.toECKey()));
            default -> jdkAccepts(jwt, key.toOctetKeyPair().getDecodedX());
        };
    }

    /** The library's own verifier for Ed25519 needs Tink; the JDK's is as independent. */
    private static boolean jdkAccepts(SignedJWT jwt, byte[] x) {
        try {
            byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100");
            byte[] encoded = Arrays.copyOf(prefix, 44);
            System.arraycopy(x, 0, encoded, 12, 32);
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            verifier.update(jwt.getSigningInput());
            return verifier.verify(jwt.getSignature().decode());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}

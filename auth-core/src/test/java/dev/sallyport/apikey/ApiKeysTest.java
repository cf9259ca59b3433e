package dev.sallyport.apikey;

import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.audit.AuditEvent;
import dev.sallyport.change.Change;
import dev.sallyport.change.StoreException;
import dev.sallyport.fixture.Together;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.SecretDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiKeysTest extends ApiKeysFixture {
    @Test
    void createsKeyThatIsFoundByTheDigestOfItsText() {
        Instant expiry = clock.instant().plus(DAY);
        RateLimit limit = RateLimit.parse("5/minute");
        KeyRequest request = new KeyRequest(
                "nightly", "for the batch", ScopeSet.of("reports:read"), KeyRequest.Expiry.at(expiry), limit);
        NewApiKey made = done(keys.create("ada", request, ADA));

        assertThat(made.secret().reveal()).startsWith("acme_key_" + made.key().id());
        assertThat(keys.findByDigest(made.secret().digest())).contains(made.key());
        assertThat(made.key().name()).isEqualTo("nightly");
        assertThat(made.key().description()).isEqualTo("for the batch");
        assertThat(made.key().scopes()).isEqualTo(ScopeSet.of("reports:read"));
        assertThat(made.key().expiresAt()).isEqualTo(expiry);
        assertThat(made.key().rateLimit()).isEqualTo(limit);
        assertThat(audit.last())
                .isEqualTo(new AuditEvent(
                        clock.instant(),
                        AuditEvent.Type.API_KEY_CREATED,
                        "ada",
                        "ada",
                        made.key().id(),
                        "192.0.2.1",
                        Map.of("name", "nightly")));
    }

    @Test
    void showsTheSecretOnceAndNowhereElse() {
        NewApiKey made = create();
        String secret = made.secret().reveal();
        assertThat(made.toString()).doesNotContain(secret);
        assertThat(keys.list("ada").toString()).doesNotContain(secret.substring("acme_key_".length() + 12));
        assertThat(audit.events().toString()).doesNotContain(secret);
    }

    @Test
    void writesNothingWhenAFieldIsWrong() {
        Refusal refused = refusal(keys.create("ada", KeyRequest.named("").withScopes(ScopeSet.of("nope")), ADA));
        assertThat(refused.cause()).isEqualTo(Refusal.Cause.INVALID_REQUEST);
        assertThat(refused.errors()).extracting("field").containsExactly("name", "scopes");
        assertThat(watched.writes()).isEmpty();
        assertThat(audit.events()).isEmpty();
    }

    @Test
    void absentScopesAndNoneAreNotTheSame() {
        assertThat(create().key().scopes()).isNull();
        assertThat(done(keys.create("ada", KeyRequest.named("n").withScopes(ScopeSet.none()), ADA))
                        .key()
                        .scopes())
                .isEqualTo(ScopeSet.none());
    }

    @Test
    void updateChangesFieldsAndIsKnownToAllNodes() {
        String id = create().key().id();
        ApiKey updated = done(keys.update(
                id, KeyUpdate.nothing().name("other").scopes(ScopeSet.none()).description("d"), ADA));
        assertThat(updated.name()).isEqualTo("other");
        assertThat(updated.scopes()).isEqualTo(ScopeSet.none());
        assertThat(keys.find(id)).contains(updated);
        assertThat(changes()).containsExactly(Change.apiKey(id));
        assertThat(audit.last().type()).isEqualTo(AuditEvent.Type.API_KEY_CHANGED);
        assertThat(stopped).isEmpty();
    }

    @Test
    void updateRefusesByField() {
        String id = create().key().id();
        Refusal refused = refusal(keys.update(id, KeyUpdate.nothing().name("").expiresAt(clock.instant()), ADA));
        assertThat(refused.errors()).extracting("field").containsExactly("name", "expires_at");
        assertThat(changes()).isEmpty();
    }

    @Test
    void disablingStopsWhatRestsOnTheKeyAndEnablingLetsItWorkAgain() {
        String id = create().key().id();
        ApiKey disabled = done(keys.update(id, KeyUpdate.nothing().enabled(false), ADA));
        assertThat(disabled.isUsableAt(clock.instant())).isFalse();
        assertThat(stopped).containsExactly(id);
        assertThat(audit.last().type()).isEqualTo(AuditEvent.Type.API_KEY_DISABLED);

        ApiKey enabled = done(keys.update(id, KeyUpdate.nothing().enabled(true), ADA));
        assertThat(enabled.isUsableAt(clock.instant())).isTrue();
        assertThat(audit.last().type()).isEqualTo(AuditEvent.Type.API_KEY_ENABLED);
        assertThat(changes()).containsExactly(Change.apiKey(id), Change.apiKey(id));
    }

    @Test
    void revokesForGoodWithReason() {
        String id = create().key().id();
        ApiKey revoked = done(keys.revoke(id, "leaked", ADA));
        assertThat(revoked.revokedAt()).isEqualTo(clock.instant());
        assertThat(revoked.revokedReason()).isEqualTo("leaked");
        assertThat(stopped).containsExactly(id);
        assertThat(changes()).containsExactly(Change.apiKey(id));
        assertThat(audit.last().details()).isEqualTo(Map.of("reason", "leaked"));
        assertThat(refusal(keys.update(id, KeyUpdate.nothing().enabled(true), ADA))
                        .cause())
                .isEqualTo(Refusal.Cause.NOT_FOUND);
    }

    @Test
    void revokingAgainChangesNothing() {
        String id = create().key().id();
        ApiKey revoked = done(keys.revoke(id, "leaked", ADA));
        int events = audit.events().size();
        clock.advance(DAY);
        assertThat(done(keys.revoke(id, "again", ADA))).isEqualTo(revoked);
        assertThat(audit.events()).hasSize(events);
        assertThat(changes()).hasSize(1);
    }

    @Test
    void manyWhoRevokeAtOnceAllSucceedAndOneIsRecorded() throws Exception {
        String id = create().key().id();
        List<Outcome<ApiKey>> outcomes = Together.run(8, () -> keys.revoke(id, null, ADA));
        assertThat(outcomes).allMatch(Outcome.Done.class::isInstance);
        assertThat(audit.types())
                .filteredOn(AuditEvent.Type.API_KEY_REVOKED::equals)
                .hasSize(1);
    }

    @Test
    void refusesReasonThatIsTooLongOrNoLineOfText() {
        String id = create().key().id();
        assertThat(refusal(keys.revoke(id, "r".repeat(201), ADA)).errors())
                .extracting("code")
                .containsExactly("too_long");
        assertThat(refusal(keys.revoke(id, "a\nb", ADA)).errors())
                .extracting("code")
                .containsExactly("invalid");
        assertThat(live()).containsExactly(id);
    }

    @Test
    void unknownKeyIsNotFound() {
        assertThat(refusal(keys.revoke("nope", null, ADA)).cause()).isEqualTo(Refusal.Cause.NOT_FOUND);
        assertThat(refusal(keys.update("nope", KeyUpdate.nothing(), ADA)).cause())
                .isEqualTo(Refusal.Cause.NOT_FOUND);
        assertThat(refusal(keys.rotate("nope", Duration.ZERO, ADA)).cause()).isEqualTo(Refusal.Cause.NOT_FOUND);
    }

    @Test
    void importsByDigestOnce() {
        SecretDigest digest = SecretDigest.of("legacy-0123456789abcdefghij");
        ApiKey imported = done(keys.importByDigest("ada", KeyRequest.named("old"), digest, ADA));
        assertThat(keys.findByDigest(digest)).contains(imported);
        assertThat(audit.last().type()).isEqualTo(AuditEvent.Type.API_KEY_IMPORTED);
        assertThat(refusal(keys.importByDigest("bob", KeyRequest.named("old"), digest, ADA))
                        .errors())
                .extracting("code")
                .containsExactly("duplicate");
    }

    @Test
    void expiryIsExact() {
        Instant expiry = clock.instant().plusSeconds(30);
        ApiKey key = done(keys.create("ada", KeyRequest.named("n").withExpiresAt(expiry), ADA))
                .key();
        assertThat(key.isExpiredAt(expiry.minusNanos(1))).isFalse();
        assertThat(key.isExpiredAt(expiry)).isTrue();
    }

    @Test
    void changeThatGoesPastTheLockIsFoundOut() {
        String id = create().key().id();
        watched.afterNext("apiKeys.findById", new Runnable() {
            @Override
            public void run() {
                ApiKey key = watched.stores().apiKeys().findByOwner("ada").get(0);
                watched.stores()
                        .apiKeys()
                        .update(KeyDraft.change(key, clock.instant()).build());
                watched.afterNext("apiKeys.findById", this);
            }
        });
        assertThatThrownBy(() -> keys.update(id, KeyUpdate.nothing().name("m"), ADA))
                .isInstanceOf(StoreException.class)
                .hasMessage("The key changed although the lock was held; try again");
    }

    @Test
    void keyIsDisabledAndEnabledByItsId() {
        NewApiKey key = create();
        assertThat(done(keys.disable(key.key().id(), ADA)).disabledAt()).isEqualTo(clock.instant());
        assertThat(stopped).containsExactly(key.key().id());
        assertThat(done(keys.enable(key.key().id(), ADA)).disabledAt()).isNull();
        assertThat(refusal(keys.disable("unknown", ADA)).cause()).isEqualTo(Refusal.Cause.NOT_FOUND);
    }
}

package dev.sallyport.apikey;

import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.Outcome;
import dev.sallyport.caller.Refusal;
import dev.sallyport.change.Change;
import dev.sallyport.change.ChangeLog;
import dev.sallyport.change.StoreException;
import dev.sallyport.change.Transaction;
import dev.sallyport.change.Transactions;
import dev.sallyport.fixture.AuditTrail;
import dev.sallyport.fixture.MovableClock;
import dev.sallyport.fixture.Together;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.CredentialFormat;
import dev.sallyport.secret.SecretDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ApiKeysTest {
    private static final Actor ADA = new Actor("ada", "192.0.2.1");
    private static final int MAX = 3;
    private static final Duration DAY = Duration.ofDays(1);

    private final MovableClock clock = new MovableClock();
    private final AuditTrail audit = new AuditTrail();
    private final WatchedStores watched = WatchedStores.over(InMemoryStores.create());
    private final List<String> stopped = new ArrayList<>();
    private final ApiKeys keys = keys(watched.stores());

    private ApiKeys keys(Transactions transactions) {
        return new ApiKeys(
                watched.stores().apiKeys(),
                transactions,
                stopped::add,
                CredentialFormat.of("acme_key"),
                new ApiKeyPolicy(MAX, Duration.ofDays(7), List.of(), caller -> true),
                ScopeCatalog.of(Map.of(new Scope("reports:read"), "")),
                clock,
                new SecureRandom(),
                audit);
    }

    @Test
    void createsKeyThatIsFoundByTheDigestOfItsText() {
        Instant expiry = clock.instant().plus(DAY);
        RateLimit limit = RateLimit.parse("5/minute");
        KeyRequest request = new KeyRequest("nightly", "for the batch", ScopeSet.of("reports:read"), expiry, limit);
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
    void refusesOneKeyMoreThanTheOwnerCanHave() {
        for (int i = 0; i < MAX; i++) {
            create();
        }
        assertTooMany(keys.create("ada", KeyRequest.named("n"), ADA));
        assertThat(done(keys.create("bob", KeyRequest.named("n"), ADA)))
                .as("another owner")
                .isNotNull();
        done(keys.revoke(keys.list("ada").get(0).id(), null, ADA));
        assertThat(create()).as("room again").isNotNull();
    }

    @Test
    void neverExceedsTheMaximumUnderFiftyCreatorsAtOnce() throws Exception {
        List<Outcome<NewApiKey>> outcomes = Together.run(50, () -> keys.create("ada", KeyRequest.named("n"), ADA));
        assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(MAX);
        assertThat(keys.list("ada")).hasSize(MAX);
    }

    @Test
    void countsUnderTheLockOfTheOwnerSoThatNodesDoNotCountAtOnce() {
        List<String> locked = new ArrayList<>();
        ApiKeys locking = keys(new Transactions() {
            @Override
            public <T> T inTransaction(Function<Transaction, T> work) {
                return watched.stores()
                        .inTransaction(transaction -> work.apply(new Transaction() {
                            @Override
                            public void lock(String name) {
                                locked.add(name);
                                transaction.lock(name);
                                watched.forget();
                            }

                            @Override
                            public void changed(Change change) {
                                transaction.changed(change);
                            }
                        }));
            }
        });
        String id =
                done(locking.create("ada", KeyRequest.named("n"), ADA)).key().id();
        assertThat(watched.calls()).as("after the lock").startsWith("apiKeys.findByOwner");
        done(locking.rotate(id, DAY, ADA));
        assertThat(watched.calls()).as("after the lock").startsWith("apiKeys.findById", "apiKeys.findByOwner");
        assertThat(locked).containsExactly("keys:ada", "keys:ada");
    }

    @Test
    void rotationDoesNotGoRoundTheMaximum() {
        create();
        create();
        String first = create().key().id();
        assertTooMany(keys.rotate(first, DAY, ADA));
        String second = done(keys.rotate(first, Duration.ZERO, ADA)).key().id();
        assertThat(live()).hasSize(MAX).contains(second).doesNotContain(first);
        done(keys.revoke(second, null, ADA));
        String third = keys.list("ada").stream()
                .filter(this::isLive)
                .findFirst()
                .orElseThrow()
                .id();
        done(keys.rotate(third, DAY, ADA));
        assertTooMany(keys.rotate(third, DAY, ADA));
        assertThat(live()).hasSize(MAX);
    }

    @Test
    void expiredKeyIsNotRevivedBesideOthers() {
        KeyRequest brief = KeyRequest.named("n").withExpiresAt(clock.instant().plus(DAY));
        String expired = done(keys.create("ada", brief, ADA)).key().id();
        clock.advance(DAY);
        Refusal refused = refusal(keys.update(expired, KeyUpdate.nothing().expiresAt(null), ADA));
        assertThat(refused.errors()).extracting("field").containsExactly("expires_at");
    }

    @Test
    void keepsAsManyDeadKeysAsLiveOnesAreAllowed() {
        for (int i = 0; i < 10; i++) {
            done(keys.revoke(create().key().id(), null, ADA));
            clock.advance(Duration.ofSeconds(1));
        }
        String key = create().key().id();
        for (int i = 0; i < 10; i++) {
            clock.advance(Duration.ofSeconds(1));
            key = done(keys.rotate(key, Duration.ZERO, ADA)).key().id();
        }
        assertThat(keys.list("ada")).hasSizeLessThanOrEqualTo(2 * MAX);
        assertThat(live()).containsExactly(key);
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
    void rotationWithOverlapLetsTheOldKeyGoOnForThatLong() {
        NewApiKey old = create();
        NewApiKey next = done(keys.rotate(old.key().id(), DAY, ADA));
        assertThat(next.key().replaces()).isEqualTo(old.key().id());
        assertThat(next.key().id()).isNotEqualTo(old.key().id());
        assertThat(next.secret()).isNotEqualTo(old.secret());
        ApiKey ending = keys.find(old.key().id()).orElseThrow();
        assertThat(ending.isUsableAt(clock.instant().plus(DAY).minusMillis(1))).isTrue();
        assertThat(ending.isUsableAt(clock.instant().plus(DAY))).isFalse();
        assertThat(stopped).isEmpty();
        assertThat(changes()).containsExactly(Change.apiKey(old.key().id()));
        assertThat(audit.last().type()).isEqualTo(AuditEvent.Type.API_KEY_ROTATED);
        assertThat(audit.last().details())
                .isEqualTo(Map.of("replaces", old.key().id()));
    }

    @Test
    void rotationWithoutOverlapEndsTheOldKeyAtOnce() {
        String old = create().key().id();
        String next = done(keys.rotate(old, Duration.ZERO, ADA)).key().id();
        assertThat(live()).containsExactly(next);
        assertThat(stopped).containsExactly(old);
        assertThat(keys.find(old).orElseThrow().revokedReason()).isEqualTo("rotated");
    }

    @Test
    void overlapNeverProlongsTheOldKey() {
        Instant expiry = clock.instant().plusSeconds(60);
        String old = done(keys.create("ada", KeyRequest.named("n").withExpiresAt(expiry), ADA))
                .key()
                .id();
        NewApiKey next = done(keys.rotate(old, DAY, ADA));
        assertThat(keys.find(old).orElseThrow().expiresAt()).isEqualTo(expiry);
        assertThat(next.key().expiresAt()).isEqualTo(expiry);
    }

    @Test
    void refusesOverlapOutOfRangeAndKeysThatAreNotUsable() {
        String id = create().key().id();
        for (Duration wrong : List.of(Duration.ofSeconds(-1), Duration.ofDays(7).plusSeconds(1))) {
            assertThat(refusal(keys.rotate(id, wrong, ADA)).errors())
                    .extracting("field")
                    .containsExactly("overlap_seconds");
        }
        done(keys.update(id, KeyUpdate.nothing().enabled(false), ADA));
        assertThat(refusal(keys.rotate(id, DAY, ADA)).cause()).isEqualTo(Refusal.Cause.NOT_FOUND);
        assertThat(keys.list("ada")).hasSize(1);
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
    void failingStoreLeavesNothingHalfDone() {
        String id = create().key().id();
        ApiKey before = keys.find(id).orElseThrow();
        for (int call = 1; ; call++) {
            watched.failAtCall(call);
            if (attemptToRotate(id)) {
                watched.failAtCall(0);
                break;
            }
            assertThat(keys.list("ada")).as("after failure of call %d", call).containsExactly(before);
        }
        assertThat(live()).hasSize(1).doesNotContain(id);
    }

    private boolean attemptToRotate(String id) {
        try {
            done(keys.rotate(id, Duration.ZERO, ADA));
            return true;
        } catch (StoreException e) {
            return false;
        }
    }

    @Test
    void givesUpWhenOthersAreAlwaysQuicker() {
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
                .hasMessage("The key is being changed by others; gave up after 10 tries");
    }

    private NewApiKey create() {
        return done(keys.create("ada", KeyRequest.named("n"), ADA));
    }

    private boolean isLive(ApiKey key) {
        return key.revokedAt() == null && !key.isExpiredAt(clock.instant());
    }

    private List<String> live() {
        return keys.list("ada").stream().filter(this::isLive).map(ApiKey::id).toList();
    }

    private List<Change> changes() {
        return watched.stores().changeLog().readAfter(0, 100).entries().stream()
                .map(ChangeLog.Entry::change)
                .toList();
    }

    private static void assertTooMany(Outcome<?> outcome) {
        assertThat(refusal(outcome).errors()).extracting("code").containsExactly("too_many");
    }
}

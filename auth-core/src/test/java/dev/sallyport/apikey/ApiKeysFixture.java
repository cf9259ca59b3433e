package dev.sallyport.apikey;

import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.Actor;
import dev.sallyport.change.Change;
import dev.sallyport.change.ChangeLog;
import dev.sallyport.change.Transactions;
import dev.sallyport.environment.Environment;
import dev.sallyport.fixture.AuditTrail;
import dev.sallyport.fixture.MovableClock;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeCatalog;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** API keys over stores in memory, for the tests of {@link ApiKeys}. */
abstract class ApiKeysFixture {

    static final Actor ADA = new Actor("ada", "192.0.2.1");
    static final int MAX = 3;
    static final Duration DAY = Duration.ofDays(1);

    final MovableClock clock = new MovableClock();
    final AuditTrail audit = new AuditTrail();
    final WatchedStores watched = WatchedStores.over(InMemoryStores.create());
    final List<String> stopped = new ArrayList<>();
    final ApiKeys keys = keys(watched.stores());

    ApiKeys keys(Transactions transactions) {
        return new ApiKeys(
                new AudienceKeys(watched.stores().apiKeys(), "https://api.example.com", MAX),
                KeyFormat.of("acme_key"),
                ApiKeyPolicy.defaults().withMaxPerOwner(MAX).withMaxOverlap(Duration.ofDays(7)),
                KeyScopes.of(ScopeCatalog.of(Map.of(new Scope("reports:read"), ""))),
                stopped::add,
                new Environment(transactions, audit, clock, new SecureRandom()));
    }

    NewApiKey create() {
        return done(keys.create("ada", KeyRequest.named("n"), ADA));
    }

    boolean isLive(ApiKey key) {
        return key.revokedAt() == null && !key.isExpiredAt(clock.instant());
    }

    List<String> live() {
        return keys.list("ada").stream().filter(this::isLive).map(ApiKey::id).toList();
    }

    List<Change> changes() {
        return watched.stores().changeLog().readAfter(0, 100).entries().stream()
                .map(ChangeLog.Entry::change)
                .toList();
    }

    static void assertTooMany(Outcome<?> outcome) {
        assertThat(refusal(outcome).errors()).extracting("code").containsExactly("too_many");
    }
}

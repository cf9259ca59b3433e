package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.account.Ticket;
import dev.sallyport.account.TicketKind;
import dev.sallyport.apikey.ApiKey;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.change.Change;
import dev.sallyport.client.Client;
import dev.sallyport.leak.LeakReport;
import dev.sallyport.page.PageCursor;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Sealed;
import dev.sallyport.secret.SealedKind;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.session.BrowserCookie;
import dev.sallyport.session.RefreshFamily;
import dev.sallyport.session.Session;
import dev.sallyport.stores.Stores;
import dev.sallyport.tenant.ServiceAccount;
import dev.sallyport.tenant.ServiceAccountQuery;
import dev.sallyport.token.SigningAlgorithm;
import dev.sallyport.token.StoredSigningKey;
import dev.sallyport.user.SecondFactor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls every method of every store, over the rows of {@link ManyRows}, so that each comes to its last statement: what a call does
 * only with rows that it found is asked for with such rows.
 */
final class EveryQuestion {
    private static final Instant NOW = Rows.NOW;
    private static final SecretDigest DIGEST = SecretDigest.ofHex("a".repeat(64));

    /** The rows are over one after the other, a microsecond each: a few of them before this. */
    private static final Instant EARLY = Instant.EPOCH.plusNanos(4_000);

    private static final Instant FIRST = Instant.EPOCH.plusNanos(1_000);

    private final Stores stores;
    private final int rows;

    private EveryQuestion(Stores stores, int rows) {
        this.stores = stores;
        this.rows = rows;
    }

    static void ask(Stores stores, int rows) {
        EveryQuestion questions = new EveryQuestion(stores, rows);
        questions.common();
        questions.keys();
        questions.users();
        questions.sessions();
        questions.cookies();
        questions.clients();
        questions.secondFactors();
        questions.signingKeys();
        questions.leakReports();
        questions.tickets();
        questions.tenants();
        questions.sealed();
        questions.audit();
        EveryList.ask(stores);
    }

    private void common() {
        assertThat(stores.now()).isNotNull();
        stores.inTransaction(transaction -> {
            transaction.lock("purge");
            transaction.lockOwner("u7");
            transaction.changed(Change.owner("u7"));
            return true;
        });
        assertThat(stores.changeLog().readAfter(rows - 5, 1_000).entries()).isNotEmpty();
        stores.changeLog().deleteOld(10);
        stores.findKeyWithOwner(DIGEST);
        stores.findSessionWithOwner("s7");
        stores.attempts().increment(List.of(7, 8, 0), NOW, Duration.ofHours(1));
        assertThat(stores.attempts().find(7)).isPresent();
        stores.attempts().takeBack(List.of(8), NOW);
        stores.attempts().reset(List.of(7));
    }

    private void keys() {
        assertThat(stores.apiKeys().insert(key("revoked", null, FIRST, 0), SecretDigest.of("revoked")))
                .isTrue();
        assertThat(stores.apiKeys().insert(key("expired", FIRST, null, 0), SecretDigest.of("expired")))
                .isTrue();
        assertThat(stores.apiKeys().deleteDead(EARLY, 100)).isEqualTo(2);
        stores.apiKeys().findByDigest(DIGEST);
        assertThat(stores.apiKeys().findById("k7")).isPresent();
        assertThat(stores.apiKeys().findByOwner("u7")).hasSize(1);
        stores.apiKeys().statesByOwner("u7", "app");
        stores.apiKeys().setTenant("u7", "t7");
        assertThat(stores.apiKeys().markUsed(Map.of("k7", NOW))).containsExactly("k7");
        assertThat(stores.apiKeys().update(key("k7", null, null, 1))).isTrue();
        assertThat(stores.apiKeys().delete("k8")).isTrue();
    }

    private static ApiKey key(String id, @Nullable Instant expiresAt, @Nullable Instant revokedAt, long version) {
        return ApiKey.of(id, "u7", "app", "name", NOW)
                .withRevoked(revokedAt, null)
                .withExpiresAt(expiresAt)
                .withVersion(version);
    }

    private void tenants() {
        assertThat(stores.serviceAccounts().findById("sa7")).isPresent();
        assertThat(stores.serviceAccounts().count("t7")).isPositive();
        ServiceAccountQuery query = ServiceAccountQuery.of("t7").withLimit(2);
        PageCursor next = stores.serviceAccounts().list(query).next();
        assertThat(stores.serviceAccounts().list(query.after(next)).items()).hasSize(2);
        ServiceAccount account = new ServiceAccount("new", "name", "t7", Set.of(), true, null, NOW, 0);
        stores.serviceAccounts().insert(account);
        assertThat(stores.serviceAccounts().update(account.withVersion(1))).isTrue();
        assertThat(stores.serviceAccounts().delete("new")).isTrue();
        assertThat(stores.tenants().disabledAt("d7")).isPresent();
        stores.tenants().setDisabled("d7", NOW);
        stores.apiKeys().countShared("t7", "app", NOW);
        assertThat(stores.apiKeys().transfer(key("k9", null, null, 1))).isTrue();
    }

    private void users() {
        assertThat(stores.users().insert(Rows.user("new", "new", 0))).isTrue();
        assertThat(stores.users().findById("u7")).isPresent();
        assertThat(stores.users().findByLogin("u7")).isPresent();
        assertThat(stores.users().list("u7", 10)).hasSize(10);
        // Under another name and with another role, or the tables of these are left as they are.
        assertThat(stores.users().update(Rows.user("u7", "seven", 1))).isTrue();
        assertThat(stores.users().delete("u8")).isTrue();
    }

    private void sessions() {
        Session session = Rows.session("new", "u7", "new");
        stores.sessions().insert(session);
        assertThat(stores.sessions().findById("s7")).isPresent();
        assertThat(stores.sessions().findByLabel("k7", "l7")).isPresent();
        assertThat(stores.sessions().findByOwner("u7", 10)).isNotEmpty();
        stores.sessions().findByOwner("u7", "app", 10);
        stores.sessions().findWithoutCredential("u7", 10);
        stores.sessions().findWithoutCredential("u7", "app", 10);
        assertThat(stores.sessions().findByCredential("k7", 10)).isNotEmpty();
        stores.sessions().findByCredential("k7", "app", 10);
        assertThat(stores.sessions().statesByOwner("u7", 10)).isNotEmpty();
        stores.sessions().statesByOwner("u7", "app", 10);
        stores.sessions().statesWithoutCredential("u7", Integer.MAX_VALUE);
        stores.sessions().statesByCredential("k7", "app", 10);
        stores.sessions().idsWithoutCredential("u7", "app", 0);
        assertThat(stores.sessions().idsByCredential("k7", 0)).isNotEmpty();
        assertThat(stores.sessions().extend(session.extended(NOW, Sealed.of("token"))))
                .isTrue();
        assertThat(stores.sessions().setAmr(session.id(), List.of("pwd"))).isTrue();
        stores.refreshFamilies().insert(new RefreshFamily("new", Sealed.of("sealed"), null, 1, NOW, NOW));
        assertThat(stores.refreshFamilies().findBySession("s7")).isPresent();
        assertThat(stores.refreshFamilies().advance("s7", 1, NOW)).isTrue();
        assertThat(stores.sessions().delete("s8")).isTrue();
        assertThat(stores.sessions().deleteExpired(EARLY, 100)).isPositive();
        assertThat(stores.revokedTokens().insert("new", NOW)).isTrue();
        assertThat(stores.revokedTokens().contains("j7")).isTrue();
        assertThat(stores.revokedTokens().deleteExpired(EARLY, 100)).isPositive();
    }

    private void cookies() {
        BrowserCookie old = new BrowserCookie(SecretDigest.of("old"), "u7", null, FIRST, FIRST, "app");
        stores.browserCookies().insert(old);
        assertThat(stores.browserCookies().deleteExpired(EARLY, 100)).isPositive();
        stores.browserCookies().insert(new BrowserCookie(DIGEST, "u7", null, NOW, NOW, "app"));
        assertThat(stores.browserCookies().find(DIGEST)).isPresent();
        assertThat(stores.browserCookies().touch(DIGEST, NOW)).isTrue();
        stores.browserCookies().deletePending("u7", "app", 5);
        assertThat(stores.browserCookies().delete(DIGEST)).isTrue();
        stores.browserCookies().deleteAllPending("u7");
    }

    private void clients() {
        Client client = new Client("new", "project", "name", null, ScopeSet.none(), null, List.of(), NOW, null, "app");
        stores.clients().insert(client);
        assertThat(stores.clients().find("c7")).isPresent();
        assertThat(stores.clients().list("app", 20)).hasSize(20);
        assertThat(stores.clients().update(client)).isTrue();
        assertThat(stores.clients().delete("c8")).isTrue();
    }

    private void secondFactors() {
        SecondFactor old = new SecondFactor("old", Sealed.of("sealed"), FIRST, null, 0);
        assertThat(stores.secondFactors().enrol(old)).isTrue();
        assertThat(stores.secondFactors().enrol(old))
                .as("a second time, in its place")
                .isTrue();
        assertThat(stores.secondFactors().deleteUnconfirmed(EARLY, 100)).isEqualTo(1);
        assertThat(stores.secondFactors().enrol(new SecondFactor("new", Sealed.of("sealed"), NOW, null, 0)))
                .isTrue();
        assertThat(stores.secondFactors().confirm("new", Sealed.of("sealed"), NOW, 1, Set.of(DIGEST)))
                .isTrue();
        assertThat(stores.secondFactors().find("u7")).isPresent();
        assertThat(stores.secondFactors().acceptStep("u7", 9)).isTrue();
        assertThat(stores.secondFactors().recoveryCodesLeft("u7")).isEqualTo(1);
        assertThat(stores.secondFactors().spendRecoveryCode("new", DIGEST)).isTrue();
        assertThat(stores.secondFactors().replaceRecoveryCodes("new", List.of(DIGEST)))
                .isTrue();
        assertThat(stores.secondFactors().delete("new")).isTrue();
    }

    private void signingKeys() {
        StoredSigningKey key = new StoredSigningKey("kid", 1, SigningAlgorithm.ES256, NOW, NOW, Sealed.of("sealed"));
        assertThat(stores.signingKeys().insert(key)).isTrue();
        assertThat(stores.signingKeys().findAll()).hasSize(1);
        assertThat(stores.signingKeys().delete("kid")).isTrue();
    }

    private void leakReports() {
        LeakReport report = new LeakReport("new", Sealed.of("sealed"), NOW, FIRST, "app");
        assertThat(stores.leakReports().insert(report, 20)).as("full").isFalse();
        assertThat(stores.leakReports().insert(report, rows + 1)).isTrue();
        // The last of its kind is the one whose plan is asked for: as many as a node takes, or nearly.
        assertThat(stores.leakReports().insert(report, 20)).isFalse();
        assertThat(stores.leakReports().findUnclaimed("app", EARLY, 10)).isNotEmpty();
        assertThat(stores.leakReports().claim("r1", EARLY, NOW)).isTrue();
        stores.leakReports().delete("r1");
    }

    private void tickets() {
        Ticket ticket = new Ticket(DIGEST, TicketKind.RESET, "u7", "app", "address", "name", NOW);
        stores.tickets().replace(ticket);
        assertThat(stores.tickets().find(DIGEST)).isPresent();
        assertThat(stores.tickets().redeem(ticket, FIRST)).isTrue();
        stores.tickets().deleteBySubject("u8");
        assertThat(stores.tickets().deleteExpired(EARLY, 100)).isPositive();
        stores.verifiedEmails().put("u7", "address", NOW);
        assertThat(stores.verifiedEmails().find("u7")).isPresent();
        stores.verifiedEmails().delete("u7");
    }

    private void sealed() {
        assertThat(stores.vault().findKept("n7")).isPresent();
        assertThat(stores.vault().insertKept("new", Sealed.of("sealed"))).isTrue();
        for (SealedKind kind : SealedKind.values()) {
            stores.vault().page(kind, "s7", 10);
            stores.vault().replace(kind, "s7", Sealed.of("sealed"), Sealed.of("sealed"));
        }
    }

    private void audit() {
        stores.auditLog()
                .insert(List.of(new AuditEvent(
                        NOW, AuditEvent.Type.LOGIN_FAILED, "ada", "u7", "k7", "192.0.2.1", Map.of("why", "test"))));
        AuditQuery audit = AuditQuery.newest().withLimit(10);
        for (AuditQuery query : List.of(
                audit,
                audit.withOwner("u7"),
                audit.withCredential("k7"),
                audit.withActor("ada"),
                audit.withTypes(AuditEvent.Type.API_KEY_REVOKED),
                audit.between(NOW, NOW.plusSeconds(1)))) {
            assertThat(stores.auditLog().find(query).events()).isNotEmpty();
        }
        assertThat(stores.auditLog().deleteBefore(EARLY, 100)).isPositive();
    }
}

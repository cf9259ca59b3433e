package dev.sallyport.store.jdbc.attacks;

import static dev.sallyport.store.jdbc.attacks.Applications.ADDRESS;
import static dev.sallyport.store.jdbc.attacks.Applications.APP;
import static dev.sallyport.store.jdbc.attacks.Applications.NOW;
import static dev.sallyport.store.jdbc.attacks.Applications.PASSWORD;
import static dev.sallyport.store.jdbc.attacks.Applications.accepts;
import static dev.sallyport.store.jdbc.attacks.Applications.acceptsCookie;
import static dev.sallyport.store.jdbc.attacks.Applications.caller;
import static dev.sallyport.store.jdbc.attacks.Applications.cause;
import static dev.sallyport.store.jdbc.attacks.Applications.client;
import static dev.sallyport.store.jdbc.attacks.Applications.clientLogin;
import static dev.sallyport.store.jdbc.attacks.Applications.cookie;
import static dev.sallyport.store.jdbc.attacks.Applications.done;
import static dev.sallyport.store.jdbc.attacks.Applications.login;
import static dev.sallyport.store.jdbc.attacks.Applications.origin;
import static dev.sallyport.store.jdbc.attacks.Applications.refreshToken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.Caller;
import dev.sallyport.client.Client;
import dev.sallyport.client.NewClient;
import dev.sallyport.grant.CookieLogin;
import dev.sallyport.grant.Login;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.Session;
import dev.sallyport.session.SessionPolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A wiki and a bank on one database. Whoever sees a credential of the wiki, its operator, a script in its pages or a log of it,
 * has nothing with it at the bank: neither may it be used there, nor is anything told of it or done to it. In each test the wiki
 * shows that the credential is good.
 */
@Timeout(120)
// Its applications go by one clock, which tests move.
@ResourceLock("Applications.NOW")
abstract class SharedDatabaseContract {
    private DataSource database;
    private Sallyport wiki;
    private Sallyport bank;

    abstract DataSource newDataSource();

    @BeforeEach
    void start() {
        database = newDataSource();
        wiki = Applications.wiki(database);
        bank = Applications.bank(database);
    }

    @AfterEach
    void close() {
        wiki.close();
        bank.close();
    }

    @Test
    void refreshTokenOfTheWikiOpensNothingAtTheBank() {
        for (Login login : List.of(login(wiki), login(wiki, ScopeSet.none()), login(wiki, ScopeSet.of("pages:read")))) {
            Secret token = refreshToken(login);
            assertThat(cause(bank.logins().refresh(token, origin()))).isEqualTo(Refusal.Cause.INVALID_TOKEN);
            Login next = done(wiki.logins().refresh(token, origin()));
            assertThat(accepts(wiki, next.accessToken())).isTrue();
        }
    }

    @Test
    void bankSaysNothingOfAnExpiredOrSpentRefreshTokenOfTheWiki() {
        Secret first = refreshToken(login(wiki));
        done(wiki.logins().refresh(first, origin()));
        NOW.updateAndGet(now -> now.plusSeconds(60));
        assertThat(cause(bank.logins().refresh(first, origin()))).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(wiki.sessions().list("ada"))
                .as("nor does it end the session")
                .isNotEmpty();
        NOW.updateAndGet(now -> now.plus(Duration.ofDays(8)));
        assertThat(cause(bank.logins().refresh(first, origin()))).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(cause(wiki.logins().refresh(first, origin()))).isEqualTo(Refusal.Cause.TOKEN_EXPIRED);
    }

    @Test
    void cookieOfTheWikiOpensNothingAtTheBank() {
        Secret value = cookie(wiki).value();
        assertThat(acceptsCookie(bank, value)).isFalse();
        assertThat(acceptsCookie(wiki, value)).isTrue();
    }

    @Test
    void cookieThatWaitsForItsCodeWaitsAtTheWikiOnly() {
        done(wiki.secondFactors()
                .importSeed(
                        wiki.users().findById("ada").orElseThrow(),
                        Secret.of("MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"),
                        APP));
        CookieLogin pending = cookie(wiki);
        assertThat(pending.lacksSecondFactor()).isTrue();
        Secret value = pending.value();
        assertThat(cause(bank.logins().completeCookie(value, Secret.of("000000"), origin())))
                .isEqualTo(Refusal.Cause.INVALID_TOKEN);
        for (int i = 0; i < 12; i++) {
            cookie(bank);
        }
        assertThat(cause(wiki.logins().completeCookie(value, Secret.of("000000"), origin())))
                .as("it waits, although as many wait at the bank as there can be")
                .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
    }

    @Test
    void clientOfTheWikiIsUnknownToTheBank() {
        for (String type : List.of("project", "dashboard")) {
            NewClient client = client(wiki, type);
            String id = client.client().id();
            assertThat(cause(clientLogin(bank, client))).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
            assertThat(bank.clients().authenticate(id, client.secret())).isEmpty();
            assertThat(bank.clients().holder(id, client.secret())).isEmpty();
            assertThat(bank.clients().find(id)).isEmpty();
            assertThat(bank.clients().list()).isEmpty();
            assertThat(List.of(
                            cause(bank.clients().disable(id, APP)),
                            cause(bank.clients().enable(id, APP)),
                            cause(bank.clients().delete(id, APP)),
                            cause(bank.clients().rotateSecret(id, Duration.ZERO, APP)),
                            cause(bank.clients()
                                    .revokeSecret(id, client.secret().digest(), APP))))
                    .containsOnly(Refusal.Cause.NOT_FOUND);
            Secret token = done(clientLogin(wiki, client)).accessToken();
            assertThat(accepts(wiki, token)).isTrue();
            assertThat(accepts(bank, token)).isFalse();
            assertThat(wiki.clients().list()).extracting(Client::id).contains(id);
        }
    }

    @Test
    void bankTellsItsClientsNothingOfTheWikisCredentials() {
        Login login = login(wiki);
        Secret key =
                done(wiki.apiKeys().create("ada", KeyRequest.named("n"), APP)).secret();
        for (Secret credential : List.of(refreshToken(login), login.accessToken(), key)) {
            assertThat(done(bank.introspections()
                            .introspect(
                                    client(bank, "project", "tokens:introspect").client(), credential, ADDRESS)))
                    .isEmpty();
            assertThat(done(wiki.introspections()
                            .introspect(
                                    client(wiki, "project", "tokens:introspect").client(), credential, ADDRESS)))
                    .isPresent();
        }
    }

    @Test
    void bankEndsNoCredentialOfTheWiki() {
        Login login = login(wiki);
        NewClient client = client(wiki, "project");
        Caller ada = caller(wiki, login(wiki).accessToken());
        for (Secret credential : List.of(
                login.accessToken(),
                refreshToken(login(wiki)),
                cookie(wiki).value(),
                done(wiki.apiKeys().create("ada", KeyRequest.named("n"), APP)).secret(),
                done(wiki.self()
                                .apiKeys()
                                .createToken(
                                        ada,
                                        KeyRequest.named("n")
                                                .withExpiresAt(NOW.get().plusSeconds(900)),
                                        ADDRESS))
                        .secret(),
                done(clientLogin(wiki, client)).accessToken(),
                done(clientLogin(wiki, client(wiki, "dashboard"))).accessToken(),
                Secret.of(client.client().id() + ":" + client.secret().reveal()))) {
            assertThat(bank.revocations().revoke(credential, "leaked", APP)).isFalse();
            assertThat(bank.revocations().revokeToken(credential, ClientAddress.of(ADDRESS)))
                    .isNotEqualTo(Outcome.done(true));
            assertThat(wiki.revocations().revoke(credential, "leaked", APP))
                    .as("there it was, and went on")
                    .isTrue();
        }
    }

    @Test
    void sessionsOfTheWikiAreNeitherListedNorEndedAtTheBank() {
        Login atWiki = login(wiki);
        Login atBank = login(bank);
        Session session = wiki.sessions().find(atWiki.sessionId()).orElseThrow();
        assertThat(bank.sessions().find(atWiki.sessionId())).isEmpty();
        assertThat(bank.sessions().list("ada")).extracting(Session::id).containsExactly(atBank.sessionId());
        assertThat(bank.sessions().listOfPerson("ada")).hasSize(1);
        assertThat(bank.sessions().end(List.of(session), AuditEvent.Type.SESSION_ENDED, APP))
                .isZero();
        Caller ada = caller(bank, atBank.accessToken());
        assertThat(done(bank.self().sessions().list(ada))).hasSize(1);
        assertThat(cause(bank.self().sessions().end(ada, atWiki.sessionId(), ADDRESS)))
                .isEqualTo(Refusal.Cause.NOT_FOUND);
        assertThat(done(bank.self().sessions().endAll(ada, ADDRESS))).isEqualTo(1);
        assertThat(bank.sessions().endByOwner("ada", AuditEvent.Type.SESSION_ENDED, APP))
                .isZero();
        assertThat(accepts(wiki, atWiki.accessToken())).isTrue();
        assertThat(accepts(bank, atBank.accessToken())).isFalse();
    }

    @Test
    void loginsAtTheBankPushNoneOutAtTheWiki() {
        try (Sallyport small = Applications.start(
                database,
                "https://bank.example",
                "payments:send",
                settings -> settings.sessions(any -> new SessionPolicy(2, 2)))) {
            Login atWiki = login(wiki);
            for (int i = 0; i < 4; i++) {
                login(small);
            }
            assertThat(small.sessions().list("ada")).hasSize(2);
            assertThat(accepts(wiki, atWiki.accessToken())).isTrue();
        }
    }

    @Test
    void changedPasswordAndTakenOverAccountEndTheSessionsEverywhere() {
        Login atWiki = login(wiki);
        Login atBank = login(bank);
        done(bank.self()
                .password()
                .change(caller(bank, atBank.accessToken()), PASSWORD, Secret.of("another horse battery"), origin()));
        assertThat(wiki.sessions().find(atWiki.sessionId()))
                .as("opened with the password of before, which was the same one")
                .isEmpty();
        assertThat(accepts(bank, atBank.accessToken())).as("the present one").isTrue();
        assertThat(wiki.sessions().endEverywhere("ada", AuditEvent.Type.SESSION_ENDED, APP))
                .isEqualTo(1);
        assertThat(bank.sessions().list("ada")).isEmpty();
    }

    @Test
    void reportThatTheWikiTookInIsWorkedOnByTheWiki() {
        Secret key =
                done(wiki.apiKeys().create("ada", KeyRequest.named("n"), APP)).secret();
        done(wiki.leakReports().orElseThrow().report(List.of(key), ADDRESS));
        bank.leakReports().orElseThrow().work();
        wiki.leakReports().orElseThrow().work();
        assertThat(wiki.apiKeys().findByDigest(key.digest()))
                .hasValueSatisfying(found -> assertThat(found.revokedReason()).isEqualTo("leaked"));
    }

    @Test
    void rowsThatNameNoApplicationAreUnknownToBothUntilTheyAreGiven() throws SQLException {
        Login login = login(wiki);
        NewClient client = client(wiki, "project");
        Secret value = cookie(wiki).value();
        for (String table : List.of("session", "client", "browser_cookie")) {
            execute("UPDATE sallyport_" + table + " SET audience = NULL");
        }
        for (Sallyport each : List.of(wiki, bank)) {
            assertThat(cause(each.logins().refresh(refreshToken(login), origin())))
                    .isEqualTo(Refusal.Cause.INVALID_TOKEN);
            assertThat(cause(clientLogin(each, client))).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
            assertThat(accepts(each, login.accessToken())).isFalse();
            assertThat(acceptsCookie(each, value)).isFalse();
        }
        execute("UPDATE sallyport_client SET audience = 'https://wiki.example' WHERE audience IS NULL");
        assertThat(accepts(wiki, done(clientLogin(wiki, client)).accessToken())).isTrue();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

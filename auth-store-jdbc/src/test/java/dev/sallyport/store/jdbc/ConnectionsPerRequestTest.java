package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.NewClient;
import dev.sallyport.leak.LeakPolicy;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.servlet.profile.cookiesession.CookieSessionProfile;
import dev.sallyport.session.Session;
import dev.sallyport.session.Sessions;
import dev.sallyport.testing.AuthenticatorApp;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Requests borrow connections one after the other, so that a pool of any size serves them, and no more of them for an owner with many
 * keys and sessions than for one with few.
 */
@Timeout(120)
class ConnectionsPerRequestTest {
    private static final int MANY = 60;

    /** One after the other; those that a login counts in, looks up with and writes to, each for itself. */
    private static final int MOST = 10;

    /** A recovery code is counted and used up, too; a change of the password ends sessions and keys. */
    private static final int MOST_OF_ALL = 14;

    /** The thread that works on reports. */
    private final CountingDataSource working = new CountingDataSource(H2.inMemory(), "sallyport-housekeeping");

    private final CountingDataSource counting = new CountingDataSource(working.dataSource(), "qtp");

    private ServedNode start(UnaryOperator<SallyportWeb> endpoints) throws Exception {
        return new ServedNode(
                ServedNode.settings(JdbcStores.of(
                                counting.dataSource(), JdbcSettings.defaults().withConnectionsOnCallersThread()))
                        .leakReports(LeakPolicy.revoke())
                        .clientTypes(ClientType.of("project", "p_", "ps_", CallerKind.CLIENT)
                                .withScopes("reports:read")),
                endpoints);
    }

    @Test
    void standardEndpoints() throws Exception {
        try (ServedNode node = start(web -> web.endpoints("/auth/*"))) {
            HttpResponse<String> few = logIn(node);
            String login = ServedNode.member(few, "access_token");
            addKeys(node);
            for (int i = 0; i < MANY; i++) {
                assertThat(node.logIn(ServedNode.PASSWORD).statusCode()).isEqualTo(200);
            }
            counting.drain();
            String key = ServedNode.member(within("create", node.createKey(login), 201), "id");
            within("list keys", node.send("GET", "/auth/api-keys", login, ""), 200);
            within("revoke", node.send("DELETE", "/auth/api-keys/" + key, login, ""), 204);
            within("list sessions", node.send("GET", "/auth/sessions", login, ""), 200);
            within("refresh", node.refresh(ServedNode.member(few, "refresh_token")), 200);
            String other = ServedNode.member(logIn(node), "session_id");
            within("end one", node.send("DELETE", "/auth/sessions/" + other, login, ""), 204);
            within("end all", node.send("DELETE", "/auth/sessions", login, ""), 204);
        }
    }

    /** With everything there is many of, and the factor that a login asks for most with. */
    @Test
    void accountEndpoints() throws Exception {
        try (ServedNode node = start(web -> web.endpoints("/auth/*"))) {
            addKeys(node);
            String login = ServedNode.member(node.logIn(ServedNode.PASSWORD), "access_token");
            String key = ServedNode.member(node.createKey(login), "id");
            counting.drain();
            within("rotate", node.send("POST", "/auth/api-keys/" + key + "/rotate", login, ""), 201);
            within("introspect", introspect(node, login), 200);
            within("revoke a token", node.send("POST", "/auth/revoke", "", """
                    {"token":"%s"}""".formatted(login)), 200);
            login = ServedNode.member(node.logIn(ServedNode.PASSWORD), "access_token");
            counting.drain();
            assertThat(node.send("GET", "/auth/jwks.json", "", "").statusCode()).isEqualTo(200);
            assertThat(counting.drain().mostHeld()).as("published keys").isLessThanOrEqualTo(1);
            String recoveryCode = enrol(node, login);
            String second = ServedNode.member(
                    within(
                            "login with a second factor",
                            logIn(node, ",\"totp\":\"" + recoveryCode + "\""),
                            200,
                            MOST_OF_ALL),
                    "access_token");
            String change = """
                    {"current":"%s","new":"another horse battery","revoke_keys":true}""".formatted(ServedNode.PASSWORD);
            within("change password", node.send("POST", "/auth/password", second, change), 204, MOST_OF_ALL);
        }
    }

    /** More than end in one transaction, for one more connection; whether a key asks for it or a person. */
    @Test
    void endOfAThousandSessions() throws Exception {
        try (ServedNode node = start(web -> web.endpoints("/auth/*"))) {
            NewApiKey key = node.newKey();
            open(node, key.key().id());
            counting.drain();
            within(
                    "end all of a key",
                    node.send("DELETE", "/auth/sessions", key.secret().reveal(), ""),
                    204);
            assertThat(node.auth.sessions().list("ada")).isEmpty();
            open(node, key.key().id());
            String login = ServedNode.member(node.logIn(ServedNode.PASSWORD), "access_token");
            counting.drain();
            within("end all of an owner", node.send("DELETE", "/auth/sessions", login, ""), 204);
            assertThat(node.auth.sessions().list("ada")).isEmpty();
        }
    }

    /** As many as a key may have, which a list shows all of. */
    private static void open(ServedNode node, String key) {
        Instant now = node.auth.clock().instant();
        for (int i = 0; i < Sessions.MAX_LISTED; i++) {
            String id = node.auth.sessions().newId();
            node.auth
                    .sessions()
                    .open(Session.of(id, "ada", now, now.plusSeconds(3_600)).withCredential(key, "label " + i));
        }
    }

    @Test
    void reportOfLeakedCredentialsAndWhatItAsksFor() throws Exception {
        try (ServedNode node = start(web -> web.endpoints("/auth/*"))) {
            List<String> leaked = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                leaked.add(node.newKey().secret().reveal());
            }
            leaked.add(ServedNode.member(node.logIn(ServedNode.PASSWORD), "access_token"));
            String last = leaked.get(leaked.size() - 1);
            counting.drain();
            working.drain();
            String report = """
                    {"credentials":["%s"]}""".formatted(String.join("\",\"", leaked));
            within("report", node.send("POST", "/auth/leaks", "", report), 202);
            node.awaitStatus(401, last);
            CountingDataSource.Count work = working.drain();
            assertThat(work.borrowed()).isGreaterThan(MANY);
            assertThat(work.mostHeld()).isEqualTo(1);
        }
    }

    private HttpResponse<String> introspect(ServedNode node, String token) throws Exception {
        NewClient client = ServedNode.done(node.auth
                .clients()
                .create(
                        ClientRequest.of("project", "one").withScopes(ScopeSet.of("tokens:introspect")),
                        Actor.application()));
        counting.drain();
        String body = """
                {"client_id":"%s","client_secret":"%s","token":"%s"}""".formatted(client.client().id(), client.secret().reveal(), token);
        return node.send("POST", "/auth/introspect", "", body);
    }

    /** @return a recovery code */
    private String enrol(ServedNode node, String login) throws Exception {
        String password = """
                {"password":"%s"}""".formatted(ServedNode.PASSWORD);
        HttpResponse<String> enrolled = within("enrol", node.send("POST", "/auth/mfa/totp", login, password), 200);
        String code = AuthenticatorApp.of(Secret.of(ServedNode.member(enrolled, "secret")))
                .codeAt(node.auth.clock().instant());
        HttpResponse<String> confirmed =
                within("confirm", node.send("POST", "/auth/mfa/totp/confirm", login, """
                        {"code":"%s"}""".formatted(code)), 200);
        return confirmed.body().replaceFirst("(?s).*?\\[\"([^\"]+)\".*", "$1");
    }

    private static HttpResponse<String> logIn(ServedNode node, String more) throws Exception {
        return node.send("POST", "/auth/login", "", """
                {"username":"ada","password":"%s"%s}""".formatted(ServedNode.PASSWORD, more));
    }

    private HttpResponse<String> logIn(ServedNode node) throws Exception {
        return within("login", node.logIn(ServedNode.PASSWORD), 200);
    }

    @Test
    void tokenOfTheCookieDialectThatIsDeletedAmongMany() throws Exception {
        try (ServedNode node = start(web -> web.profile(CookieSessionProfile.create()))) {
            addKeys(node);
            HttpResponse<String> login = node.send("POST", "/api/auth/login", "", """
                            {"auth":"ada","password":"%s"}""".formatted(ServedNode.PASSWORD));
            String cookie =
                    login.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
            String key = node.newKey().secret().reveal();
            counting.drain();
            within("delete", node.send("DELETE", "/api/user/tokens/" + key, cookie, ""), 204);
        }
    }

    private static void addKeys(ServedNode node) {
        for (int i = 0; i < MANY; i++) {
            ServedNode.done(node.auth.apiKeys().create("ada", KeyRequest.named("k" + i), Actor.application()));
        }
    }

    private HttpResponse<String> within(String what, HttpResponse<String> answer, int status) {
        return within(what, answer, status, MOST);
    }

    private HttpResponse<String> within(String what, HttpResponse<String> answer, int status, int most) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        CountingDataSource.Count count = counting.drain();
        assertThat(count.borrowed()).as(what).isBetween(1, most);
        assertThat(count.mostHeld()).as(what).isEqualTo(1);
        return answer;
    }
}

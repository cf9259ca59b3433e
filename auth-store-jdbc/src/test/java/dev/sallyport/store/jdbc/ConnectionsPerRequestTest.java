package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.servlet.profile.CookieSessionProfile;
import java.net.http.HttpResponse;
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

    private final CountingDataSource counting = new CountingDataSource(H2.inMemory(), "qtp");

    private ServedNode start(UnaryOperator<SallyportWeb> endpoints) throws Exception {
        return new ServedNode(
                ServedNode.settings(JdbcStores.of(
                        counting.dataSource(), JdbcSettings.defaults().withConnectionsOnCallersThread())),
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

    private HttpResponse<String> logIn(ServedNode node) throws Exception {
        return within("login", node.logIn(ServedNode.PASSWORD), 200);
    }

    @Test
    void tokenOfTheCookieDialectThatIsDeletedAmongMany() throws Exception {
        try (ServedNode node = start(web -> web.profile(CookieSessionProfile.create()))) {
            addKeys(node);
            HttpResponse<String> login = node.send(
                    "POST", "/api/auth/login", "", "{\"auth\":\"ada\",\"password\":\"" + ServedNode.PASSWORD + "\"}");
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
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        CountingDataSource.Count count = counting.drain();
        assertThat(count.borrowed()).as(what).isBetween(1, MOST);
        assertThat(count.mostHeld()).as(what).isEqualTo(1);
        return answer;
    }
}

package dev.sallyport.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.RequiresScope;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods as a way around a rule. */
class MethodTest {
    private final Secret secret = new Secret();
    private final ByMethod byMethod = new ByMethod();
    private final App app = new App().servlet(secret, "/api/secret").servlet(byMethod, "/api/methods");

    @BeforeEach
    void start() {
        app.start();
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET",
                "HEAD",
                "POST",
                "PUT",
                "DELETE",
                "PATCH",
                "OPTIONS",
                "TRACE",
                "CONNECT",
                "PROPFIND",
                "MOVE",
                "get",
                "Get",
                "gET",
                "X",
                "GETX",
                "G\u0000ET",
                "G;ET",
                "FOO-BAR"
            })
    void noMethodLeadsIn(String method) throws IOException {
        Raw without = app.send(method + " /api/secret HTTP/1.1", "Content-Length: 0");
        Raw weak = app.send(
                method + " /api/secret HTTP/1.1",
                "Content-Length: 0",
                "Authorization: Bearer " + app.key("other", "secret:write"));
        assertThat(secret.entered.get()).as(without.text() + weak.text()).isZero();
        assertThat(without.status()).as(without.text()).isIn(0, 400, 401, 403, 405, 501);
        assertThat(weak.status()).as(weak.text()).isIn(0, 400, 403, 405, 501);
    }

    /** {@code _method} is a parameter, and as a header nobody's. */
    @Test
    void aHeaderThatNamesNoMethodIsIgnored() throws IOException {
        Raw answer = app.send(
                "GET /api/methods HTTP/1.1", "_method: DELETE", "Authorization: Bearer " + app.key("secret:read"));
        assertThat(answer.body()).contains("[read]");
    }

    @Test
    void headFollowsGet() throws IOException {
        assertThat(app.send("HEAD /api/methods HTTP/1.1").status()).isEqualTo(401);
        assertThat(app.send("HEAD /api/methods HTTP/1.1", "Authorization: Bearer " + app.key("other"))
                        .status())
                .isEqualTo(403);
        Raw answer = app.send("HEAD /api/methods HTTP/1.1", "Authorization: Bearer " + app.key("secret:read"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void traceNeverRepeatsACredential() throws IOException {
        String key = app.key("secret:read", "secret:write");
        for (String path : new String[] {"/api/methods", "/api/secret", "/api/nothing"}) {
            Raw answer = app.send("TRACE " + path + " HTTP/1.1", "Authorization: Bearer " + key);
            assertThat(answer.text()).doesNotContain(key);
        }
        assertThat(app.send("TRACE /api/methods HTTP/1.1", "Authorization: Bearer " + key)
                        .status())
                .isIn(403, 405, 501);
    }

    @Test
    void optionsDisclosesNothingWithoutCredential() throws IOException {
        Raw answer = app.send("OPTIONS /api/secret HTTP/1.1");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).doesNotContainIgnoringCase("\nallow:");
        Raw star = app.send("OPTIONS * HTTP/1.1");
        assertThat(star.isFailure()).as(star.text()).isFalse();
        assertThat(secret.entered.get()).isZero();
    }

    @Test
    void anOpenMethodOpensNoOther() throws IOException {
        assertThat(app.send("PUT /api/methods HTTP/1.1", "Content-Length: 0").body())
                .contains("[open]");
        assertThat(app.send("GET /api/methods HTTP/1.1").status()).isEqualTo(401);
        assertThat(app.send("DELETE /api/methods HTTP/1.1").status()).isEqualTo(401);
        assertThat(byMethod.deleted.get()).isZero();
    }

    private static final class ByMethod extends HttpServlet {
        private static final long serialVersionUID = 1L;

        final transient AtomicInteger deleted = new AtomicInteger();

        @Override
        @RequiresScope("secret:read")
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("[read]");
        }

        @Override
        @RequiresScope("secret:write")
        protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
            deleted.incrementAndGet();
        }

        @Override
        @PermitAll
        protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("[open]");
        }
    }
}

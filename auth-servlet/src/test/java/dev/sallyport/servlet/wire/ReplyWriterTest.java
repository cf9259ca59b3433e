package dev.sallyport.servlet.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.fixtures.LogLines;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

/** Refusing a response that the application has begun to use. */
class ReplyWriterTest {
    private static final ReplyWriter ANSWERS =
            new ReplyWriter(StandardProfile.at("/auth"), "x", new CookieNames(false));

    @Test
    void replacesWhatWasBufferedThroughTheWriter() throws Exception {
        HttpResponse<String> response = answerOf((request, used) -> {
            used.getWriter().write("half a page");
            ANSWERS.refuse(Refusal.notFound(), RefusalContext.RESOURCE, request, used);
        });

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(response.body()).startsWith("{\"type\":").endsWith("\"code\":\"not_found\"}");
    }

    @Test
    void replacesWhatWasBufferedThroughTheStream() throws Exception {
        HttpResponse<String> response = answerOf((request, used) -> {
            used.setStatus(200);
            used.setContentType("text/html");
            used.getOutputStream().print("half a page");
            ANSWERS.refuse(Refusal.notFound(), RefusalContext.RESOURCE, request, used);
        });

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body()).startsWith("{\"type\":").endsWith("\"code\":\"not_found\"}");
    }

    @Test
    void leavesCommittedResponseAlone() throws Exception {
        HttpResponse<String> response = answerOf((request, used) -> {
            used.getOutputStream().print("a page");
            used.flushBuffer();
            ANSWERS.refuse(Refusal.notFound(), RefusalContext.RESOURCE, request, used);
            ANSWERS.fail("a test", new IllegalStateException("expected"), RefusalContext.RESOURCE, request, used);
        });

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("a page");
    }

    @Test
    void cookiesAreSecureWhereTheRequestIs() throws Exception {
        assertThat(cookieOf(true)).contains("; Secure").contains("; HttpOnly").contains("; SameSite=Lax");
        assertThat(cookieOf(false))
                .doesNotContain("Secure")
                .contains("; HttpOnly")
                .contains("; SameSite=Lax");
    }

    @Test
    void cookieHasItsPathAndItsAge() throws Exception {
        assertThat(cookieOf(false))
                .startsWith("name=value; ")
                .contains("Path=/")
                .contains("Max-Age=3600");
    }

    @Test
    void refusalIsNotKeptAndNotGuessedAtAndSaysWhatIsNeeded() throws Exception {
        HttpResponse<String> response = answerOf((request, used) ->
                ANSWERS.refuse(Refusal.of(Refusal.Cause.INVALID_TOKEN, "No."), RefusalContext.RESOURCE, request, used));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"x\", error=\"invalid_token\"");
        assertThat(response.headers().firstValue("Content-Length"))
                .contains(Integer.toString(response.body().length()));
    }

    @Test
    void refusalThatPassesSaysWhen() throws Exception {
        HttpResponse<String> response = answerOf((request, used) ->
                ANSWERS.refuse(Refusal.rateLimited(Duration.ofMillis(1500)), RefusalContext.RESOURCE, request, used));

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).contains("2");
    }

    /** The caller learns a name under which the log has the cause, and nothing of the cause. */
    @Test
    void failureIsFoundInTheLogByTheNameThatTheCallerIsTold() throws Exception {
        try (LogLines log = LogLines.of(ReplyWriter.class)) {
            ReplyWriter answers = new ReplyWriter(StandardProfile.at("/auth"), "x", new CookieNames(false));
            HttpResponse<String> response = answerOf((request, used) -> answers.fail(
                    "GET /a", new IllegalStateException("secret"), RefusalContext.RESOURCE, request, used));

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).doesNotContain("secret");
            assertThat(log.lines()).singleElement().satisfies(line -> {
                assertThat(line).startsWith("Incident ").contains("GET /a failed");
                assertThat(response.body()).contains(line.substring("Incident ".length(), line.indexOf(':')));
            });
        }
    }

    @Test
    void profileMayGiveItsRefusalsHeadersOfItsOwn() {
        StandardProfile standard = StandardProfile.at("/auth");
        WireProfile profile = (WireProfile) Proxy.newProxyInstance(
                ReplyWriterTest.class.getClassLoader(),
                new Class<?>[] {WireProfile.class},
                (proxy, called, arguments) -> called.getName().equals("refusal")
                        ? standard.refusal((Refusal) arguments[0], (RefusalContext) arguments[1])
                                .withHeader("X-Own", "yes")
                        : called.invoke(standard, arguments));
        Reply reply = new ReplyWriter(profile, "x", new CookieNames(false))
                .reply(Refusal.rateLimited(Duration.ofSeconds(2)), RefusalContext.RESOURCE);

        assertThat(reply.headers()).containsEntry("X-Own", "yes").containsEntry("Retry-After", "2");
    }

    private static String cookieOf(boolean secure) throws Exception {
        Reply reply =
                Reply.empty(204).withCookie(new Reply.NewCookie("name", Secret.of("value"), "/", Duration.ofHours(1)));
        HttpResponse<String> response = answerOf((request, used) -> ANSWERS.write(
                reply,
                new HttpServletRequestWrapper(request) {
                    @Override
                    public boolean isSecure() {
                        return secure;
                    }
                },
                used));
        return response.headers().firstValue("Set-Cookie").orElseThrow();
    }

    private interface Page {
        void write(HttpServletRequest request, HttpServletResponse response) throws IOException;
    }

    private static final class PageServlet extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private final transient Page page;

        PageServlet(Page page) {
            this.page = page;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            page.write(request, response);
        }
    }

    private static HttpResponse<String> answerOf(Page page) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(new PageServlet(page)), "/*");
        server.setHandler(context);
        server.start();
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        } finally {
            server.stop();
        }
    }
}

package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jetty.http.UriCompliance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stands before the whole application, where only a part of it is protected. */
class DisguisedPathsTest {
    private final TestServer server = TestServer.withDefaults();

    @AfterEach
    void stop() {
        server.close();
    }

    /** Jetty compares the filter's mapping with a path in which the space is still escaped, and so never calls the filter. */
    @Test
    void spaceInAProtectedPathDoesNotLeadPastTheGate() throws Exception {
        start("/my files/*");

        assertThat(status("/my%20files/x")).isEqualTo(401);
        assertThat(server.get("/my%20files/x", server.key()).body()).startsWith("Recording ada");
        assertThat(status("/your%20files/x")).isEqualTo(200);
    }

    /** Jetty puts the filter that answers handshakes before those of the application. */
    @Test
    void handshakeForAProtectedPathMeetsTheGate() throws Exception {
        start("/api/*");

        assertThat(server.raw("GET /api/x HTTP/1.1", "Connection: Upgrade", "Upgrade: websocket"))
                .startsWith("HTTP/1.1 401 ");
        assertThat(server.raw("GET /public HTTP/1.1", "Connection: Upgrade", "Upgrade: websocket"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void escapeOfAnEscapeIsReadAsWhatItStandsFor() throws Exception {
        server.configure(http -> http.setUriCompliance(UriCompliance.UNSAFE));
        server.context.getServletHandler().setDecodeAmbiguousURIs(true);
        start("/api/*");

        assertThat(status("/%2561pi/x")).isEqualTo(400);
        assertThat(status("/x/%252e%252e/api/x")).isEqualTo(400);
        assertThat(status("/%2578/x")).isEqualTo(200);
        assertThat(status("/100%25")).isEqualTo(200);
    }

    @Test
    void otherSpellingOfALetterIsRefusedWhereOneIsProtected() throws Exception {
        start("/größe/*");

        assertThat(status("/gr%C3%B6%C3%9Fe/x")).isEqualTo(401);
        assertThat(status("/gro%CC%88%C3%9Fe/x")).isEqualTo(400);
        assertThat(status("/caf%C3%A9")).isEqualTo(200);
        assertThat(status("/a%20b")).isEqualTo(200);
    }

    /** It is what the charset of its reader makes of it, and nobody knows that. */
    @Test
    void letterThatIsNotEscapedIsRefusedWhereOneIsProtected() throws Exception {
        server.configure(http -> http.setUriCompliance(UriCompliance.UNSAFE));
        start("/größe/*");

        assertThat(server.raw("GET /gr\u00f6\u00dfe%20/x HTTP/1.1")).contains("can be read in more than one way");
        assertThat(server.raw("GET /x%20/y HTTP/1.1")).startsWith("HTTP/1.1 200 ");
    }

    private void start(String protectedPath) throws Exception {
        server.servlet(new Recording(), "/*")
                .install(SallyportWeb.of(server.auth).protect(protectedPath))
                .start();
    }

    private int status(String path) throws Exception {
        return server.send("GET", path).statusCode();
    }
}

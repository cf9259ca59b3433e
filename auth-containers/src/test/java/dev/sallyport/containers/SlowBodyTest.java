package dev.sallyport.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.sallyport.servlet.profile.accessrefresh.AccessRefreshProfile;
import dev.sallyport.servlet.profile.cookiesession.CookieSessionProfile;
import dev.sallyport.servlet.profile.idsecret.IdSecretProfile;
import dev.sallyport.servlet.profile.keylogin.KeyLoginProfile;
import dev.sallyport.servlet.profile.privatetokens.PrivateTokensProfile;
import dev.sallyport.servlet.wire.WireProfile;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;

/**
 * Clients that send one byte a second, many more than the container has threads, and without a credential: the application answers its
 * other requests as before.
 */
class SlowBodyTest {
    private static final int CLIENTS = Container.SLOW_CLIENTS;

    /**
     * A container whose threads each wait five seconds for one of those clients serves the next request after thirty seconds, or ten
     * where it has 200 for 500 clients; one whose threads wait without end, never.
     */
    private static final Duration PROMPT = Duration.ofSeconds(Container.THREADS == 0 ? 9 : 15);

    private static final int TIMES = 10;

    /** Every container allows a hundred on one connection by default. */
    private static final int STREAMS = Math.min(100, CLIENTS / 2);

    private final App app = pinged(new App());

    private static App pinged(App app) {
        return app.servlet(new Ping(), "/api/public/ping", "/api/thing");
    }

    private static final class Ping extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().write("pong");
        }
    }

    @AfterEach
    void stop() {
        app.close();
    }

    /** Requests of slow clients. Each has an application of its own, so that all wait at the same time. */
    private record Slow(String request, String framing, String next, UnaryOperator<App> settings) {
        static Slow at(String request) {
            return new Slow(request, "Content-Length: 2000", " ", app -> app);
        }

        static Slow at(String request, WireProfile profile) {
            return new Slow(request, "Content-Length: 2000", " ", app -> app.profile(profile));
        }

        String head() {
            return request + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + framing + "\r\n\r\n"
                    + (framing.startsWith("Transfer") ? "1\r\n{\r\n" : "{");
        }
    }

    @Test
    @Execution(CONCURRENT)
    void slowBodyHoldsNothingUpAtTheEndpointsOfTheStandardProfile() throws IOException {
        assertNothingIsHeldUp(List.of(
                Slow.at("POST /auth/login"),
                Slow.at("POST /auth/token"),
                Slow.at("POST /auth/revoke"),
                Slow.at("POST /auth/api-keys"),
                Slow.at("DELETE /auth/api-keys/abc"),
                Slow.at("GET /auth/jwks.json"),
                Slow.at("PUT /auth/login"),
                Slow.at("POST /auth/nothing")));
    }

    @Test
    @Execution(CONCURRENT)
    void slowBodyHoldsNothingUpAtTheEndpointsOfOtherProfilesAndAtResources() throws IOException {
        assertNothingIsHeldUp(List.of(
                Slow.at("POST /api/auth/login", AccessRefreshProfile.create()),
                Slow.at("POST /api/auth/token/refresh", AccessRefreshProfile.create()),
                Slow.at("POST /api/auth/login", CookieSessionProfile.create()),
                Slow.at("POST /api/v1/token", IdSecretProfile.create()),
                Slow.at("POST /auth/login", KeyLoginProfile.create()),
                Slow.at("POST /api/v1/auth/login", PrivateTokensProfile.create()),
                Slow.at("POST /api/v1/auth/private_tokens", PrivateTokensProfile.create()),
                Slow.at("POST /api/thing")));
    }

    @Test
    @Execution(CONCURRENT)
    void slowBodyHoldsNothingUpHoweverItIsSent() throws IOException {
        String login = "POST /auth/login";
        assertNothingIsHeldUp(List.of(
                new Slow(login, "Transfer-Encoding: chunked", "1\r\n \r\n", app -> app),
                // The rest of what is too large is not waited for.
                new Slow(login, "Content-Length: 100000000", " ", app -> app),
                new Slow(login, "Content-Length: 2000", " ", SlowBodyTest::behindFilterThatKnowsNoAsync)));
    }

    private static App behindFilterThatKnowsNoAsync(App app) {
        return app.with(context -> {
            FilterRegistration.Dynamic filter =
                    context.addFilter("old", (Filter) (request, response, chain) -> chain.doFilter(request, response));
            filter.setAsyncSupported(false);
            filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        });
    }

    @Test
    @Execution(CONCURRENT)
    void slowStreamsOfOneConnectionHoldNothingUp() throws Exception {
        app.start();
        List<SlowStreams> connections = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS / STREAMS; i++) {
                connections.add(new SlowStreams(app.port(), STREAMS, "/auth/login"));
            }
            assertPrompt(app);
            for (SlowStreams connection : connections) {
                assertThat(connection.areAllAnswered(30)).isTrue();
            }
            assertPrompt(app);
        } finally {
            for (SlowStreams connection : connections) {
                connection.close();
            }
        }
    }

    /** The attack is real: a servlet that reads such bodies on its own threads has none left. */
    @Test
    @Execution(CONCURRENT)
    void servletThatReadsBodiesItselfIsHeldUp() throws IOException {
        app.servlet(new Reading(), "/api/public/reading").start();
        Slow slow = Slow.at("POST /api/public/reading");
        try (SlowClients clients = new SlowClients(app.port(), slow.head(), slow.next())) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add();
            }
            assertThat(IntStream.range(0, TIMES)).anyMatch(i -> !isAnsweredInTwoSeconds());
        }
    }

    private static final class Reading extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            request.getInputStream().readAllBytes();
        }
    }

    private boolean isAnsweredInTwoSeconds() {
        try (Socket socket = connect()) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream()
                    .write("GET /api/public/ping HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertNothingIsHeldUp(List<Slow> requests) throws IOException {
        List<App> apps = new ArrayList<>();
        List<SlowClients> clients = new ArrayList<>();
        try {
            for (Slow slow : requests) {
                App app = slow.settings().apply(pinged(new App()));
                apps.add(app);
                app.start();
                // What is done once for all is no part of what the clients wait for.
                assertPrompt(app);
            }
            for (int i = 0; i < apps.size(); i++) {
                Slow slow = requests.get(i);
                clients.add(new SlowClients(apps.get(i).port(), slow.head(), slow.next()));
            }
            for (int i = 0; i < CLIENTS; i++) {
                for (SlowClients one : clients) {
                    one.add();
                }
            }
            assertPrompt(apps, requests);
            for (int i = 0; i < apps.size(); i++) {
                assertThat(clients.get(i).areAllAnswered(30))
                        .as(requests.get(i).toString())
                        .isTrue();
            }
            // Nor does what they go on to send, when they have their answer.
            assertPrompt(apps, requests);
        } finally {
            for (SlowClients slow : clients) {
                slow.close();
            }
            apps.forEach(App::close);
        }
    }

    @Test
    void bodyThatFilterHasReadBeforeIsServed() throws IOException {
        app.with(context -> {
            FilterRegistration.Dynamic filter = context.addFilter("keeping", (Filter)
                    (request, response, chain) -> chain.doFilter(new KeptBody((HttpServletRequest) request), response));
            filter.setAsyncSupported(true);
            filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        });
        app.start();
        try (Socket socket = connect()) {
            assertThat(login(socket, "", true)).startsWith("HTTP/1.1 401");
        }
    }

    /** As a filter that logs bodies has it: in memory, and without a listener. */
    private static final class KeptBody extends HttpServletRequestWrapper {
        private final ByteArrayInputStream kept;

        KeptBody(HttpServletRequest request) throws IOException {
            super(request);
            kept = new ByteArrayInputStream(request.getInputStream().readAllBytes());
        }

        @Override
        public ServletInputStream getInputStream() {
            return new ServletInputStream() {
                @Override
                public boolean isFinished() {
                    return false;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public int read() {
                    return kept.read();
                }

                @Override
                public int read(byte[] bytes, int from, int length) {
                    return kept.read(bytes, from, length);
                }
            };
        }
    }

    @Test
    void bodyThatComesLateIsServedAndTheConnectionStaysOpen() throws IOException {
        app.start();
        try (Socket socket = connect()) {
            for (int i = 0; i < 3; i++) {
                assertThat(login(socket, "", i == 2)).startsWith("HTTP/1.1 401");
            }
        }
    }

    @Test
    void clientThatWaitsToContinueIsServed() throws IOException {
        app.start();
        try (Socket socket = connect()) {
            assertThat(login(socket, "Expect: 100-continue\r\n", true)).contains("HTTP/1.1 401");
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), app.port());
        socket.setSoTimeout(30_000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** The head first, the body in two pieces after it. */
    private static String login(Socket socket, String header, boolean last) throws IOException {
        String body = """
                {"username":"nobody","password":"wrong"}""";
        OutputStream out = socket.getOutputStream();
        out.write(("POST /auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + header
                        + (last ? "Connection: close\r\n" : "") + "Content-Length: " + body.length() + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        out.write(body.substring(0, 10).getBytes(StandardCharsets.ISO_8859_1));
        out.write(body.substring(10).getBytes(StandardCharsets.ISO_8859_1));
        return last
                ? new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)
                : answer(socket.getInputStream());
    }

    private static String answer(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            assertThat(c).as("after %s", head).isNotNegative();
            head.append((char) c);
        }
        int length = Integer.parseInt(
                new Raw("", head.toString()).header("Content-Length").get(0));
        return head + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    private static void assertPrompt(List<App> apps, List<Slow> requests) throws IOException {
        for (int i = 0; i < apps.size(); i++) {
            assertThat(slowest(apps.get(i))).as(requests.get(i).toString()).isLessThan(PROMPT);
        }
    }

    private static void assertPrompt(App app) throws IOException {
        assertThat(slowest(app)).isLessThan(PROMPT);
    }

    private static Duration slowest(App app) throws IOException {
        Duration slowest = Duration.ZERO;
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            assertThat(app.send("GET /api/public/ping HTTP/1.1").status()).isEqualTo(200);
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            slowest = time.compareTo(slowest) > 0 ? time : slowest;
        }
        return slowest;
    }
}

package dev.sallyport.containers;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that send one byte a second, many more than the container has threads, and without a credential: the application answers its
 * other requests as before.
 */
class SlowBodyTest {
    private static final int CLIENTS = 400;
    private static final Duration PROMPT = Duration.ofSeconds(2);

    private final App app = new App().servlet(new Ping(), "/api/public/ping", "/api/thing");

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /auth/login",
                "POST /auth/token",
                "POST /auth/api-keys",
                "DELETE /auth/api-keys/abc",
                "GET /auth/jwks.json",
                "PUT /auth/login",
                "POST /auth/nothing",
                "POST /api/thing"
            })
    void slowBodyHoldsNothingUp(String request) throws IOException {
        app.start();
        String head = request
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2000\r\n\r\n{";
        try (SlowClients slow = new SlowClients(app.port(), CLIENTS, head, " ")) {
            assertPrompt();
            assertThat(slow.areAllAnswered(15)).isTrue();
            // Nor does what they go on to send, when they have their answer.
            assertPrompt();
        }
    }

    private static String head(String framing) {
        return String.join(
                "\r\n",
                "POST /auth/login HTTP/1.1",
                "Host: localhost",
                "Content-Type: application/json",
                framing,
                "",
                "");
    }

    @Test
    void slowChunksHoldNothingUp() throws IOException {
        app.start();
        String head = head("Transfer-Encoding: chunked") + "1\r\n{\r\n";
        try (SlowClients slow = new SlowClients(app.port(), CLIENTS, head, "1\r\n \r\n")) {
            assertPrompt();
            assertThat(slow.areAllAnswered(15)).isTrue();
            // Nor does what they go on to send, when they have their answer.
            assertPrompt();
        }
    }

    @Test
    void slowRestOfWhatIsTooLargeHoldsNothingUp() throws IOException {
        app.start();
        String head = head("Content-Length: 100000000");
        try (SlowClients slow = new SlowClients(app.port(), CLIENTS, head, " ")) {
            assertPrompt();
            assertThat(slow.areAllAnswered(15)).isTrue();
            // Nor does what they go on to send, when they have their answer.
            assertPrompt();
        }
    }

    @Test
    void slowBodyHoldsNothingUpBehindFilterThatKnowsNoAsync() throws IOException {
        app.with(context -> {
            FilterRegistration.Dynamic filter =
                    context.addFilter("old", (Filter) (request, response, chain) -> chain.doFilter(request, response));
            filter.setAsyncSupported(false);
            filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        });
        app.start();
        String head =
                "POST /auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2000\r\n\r\n{";
        try (SlowClients slow = new SlowClients(app.port(), CLIENTS, head, " ")) {
            assertPrompt();
            assertThat(slow.areAllAnswered(15)).isTrue();
            // Nor does what they go on to send, when they have their answer.
            assertPrompt();
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
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** The head first, the body in two pieces after it. */
    private static String login(Socket socket, String header, boolean last) throws IOException {
        String body = "{\"username\":\"nobody\",\"password\":\"wrong\"}";
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

    private void assertPrompt() throws IOException {
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            long start = System.nanoTime();
            assertThat(app.send("GET /api/public/ping HTTP/1.1").status()).isEqualTo(200);
            times.add(Duration.ofNanos(System.nanoTime() - start));
        }
        assertThat(times).allMatch(time -> time.compareTo(PROMPT) < 0, "prompt");
    }
}

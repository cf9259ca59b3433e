package dev.sallyport.containers;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientType;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.servlet.SallyportWeb;
import dev.sallyport.servlet.wire.CorsPolicy;
import dev.sallyport.servlet.wire.WireProfile;
import dev.sallyport.user.NewUser;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An application that a test puts together, with Sallyport in front of {@code /api/*}, in the container of this run. */
final class App implements AutoCloseable {
    final Sallyport auth;
    private final List<Consumer<ServletContext>> steps = new ArrayList<>();
    private final Map<Integer, String> errorPages = new HashMap<>();
    private String guarded = "/api/*";
    private UnaryOperator<SallyportWeb> settings = web -> web.open("/api/public/*");
    private String contextPath = "";
    private boolean lenient = true;
    private final Set<Class<?>> webSockets = new LinkedHashSet<>();
    private boolean webSocketsLast;
    private Consumer<String> accessLog = line -> {};
    private @Nullable Path files;
    private boolean declared;
    private @Nullable WireProfile profile;
    private CorsPolicy cors = CorsPolicy.none();
    private @Nullable Container container;

    App() {
        this(Duration.ofMillis(250));
    }

    /** @param responseTimeGrid at whose lines failed logins are answered */
    App(Duration responseTimeGrid) {
        auth = sallyport(responseTimeGrid);
    }

    /** With a user {@code ada} who may do everything. */
    private static Sallyport sallyport(Duration responseTimeGrid) {
        Sallyport auth = Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("secret:read", "secret:write", "other")
                .roles(Role.of("all", "secret:*", "other"))
                .clientTypes(ClientType.of("dashboard", "d_", "ds_", CallerKind.EMBED))
                .auditSink(event -> {})
                .failuresPerAddress("100000/minute")
                .logins(logins ->
                        logins.withPerAddress(RateLimit.parse("100000/minute")).withResponseTimeGrid(responseTimeGrid))
                .build();
        auth.users().createIfAbsent(NewUser.of("ada").withId("ada").withRoles("all"));
        return auth;
    }

    /** Does something with the context while it starts. */
    App with(Consumer<ServletContext> step) {
        steps.add(step);
        return this;
    }

    App servlet(Servlet servlet, String... mappings) {
        return with(context -> {
            String name = servlet.getClass().getName() + mappings[0];
            ServletRegistration.Dynamic registration = context.addServlet(name, servlet);
            registration.setAsyncSupported(true);
            registration.addMapping(mappings);
        });
    }

    App protecting(String pattern) {
        guarded = pattern;
        return this;
    }

    /** More settings of the guard. */
    App settings(UnaryOperator<SallyportWeb> more) {
        UnaryOperator<SallyportWeb> before = settings;
        settings = web -> more.apply(before.apply(web));
        return this;
    }

    /** Under another context path than the root. */
    App at(String path) {
        contextPath = path;
        return this;
    }

    /** With the container's own settings; without this it takes every spelling of a path that it can be told to take. */
    App strict() {
        lenient = false;
        return this;
    }

    App profile(WireProfile value) {
        profile = value;
        return this;
    }

    App cors(CorsPolicy policy) {
        cors = policy;
        return this;
    }

    /** Leaves filter and endpoints to the steps, as web.xml would have them. */
    App declared() {
        declared = true;
        return with(context -> context.setAttribute(SallyportWeb.CONTEXT_ATTRIBUTE, auth));
    }

    /** Annotated endpoints of the application. */
    App webSockets(Class<?>... endpoints) {
        webSockets.addAll(List.of(endpoints));
        return this;
    }

    /** Has the container add its support for them after the steps of the application. */
    App webSocketsLast() {
        webSocketsLast = true;
        return this;
    }

    /** Serves files by the container itself, with {@code index.html} for a folder. */
    App files(Path folder) {
        files = folder;
        return this;
    }

    /** Takes the container's log of callers. */
    App accessLog(Consumer<String> log) {
        accessLog = log;
        return this;
    }

    /** Another one, in memory. */
    static Sallyport any() {
        return sallyport(Duration.ofMillis(250));
    }

    boolean isStarted() {
        return container != null;
    }

    /** Leaves everything to the steps. */
    App uninstalled() {
        declared = true;
        return this;
    }

    App errorPage(int status, String path) {
        errorPages.put(status, path);
        return this;
    }

    App start() {
        container = Container.start(new Deployment(
                (classes, context) -> {
                    steps.forEach(step -> step.accept(context));
                    if (declared) {
                        return;
                    }
                    SallyportWeb plain = SallyportWeb.of(auth);
                    SallyportWeb web = profile == null ? plain : plain.profile(profile);
                    settings.apply(web.protect(guarded))
                            .cors(cors)
                            .closeWithContext(false)
                            .install(context);
                },
                errorPages,
                contextPath,
                lenient,
                webSockets,
                webSocketsLast,
                files,
                accessLog));
        return this;
    }

    /** An API key of ada with these scopes. */
    String key(String... scopes) {
        Outcome<NewApiKey> made = auth.apiKeys()
                .create("ada", KeyRequest.named("test").withScopes(ScopeSet.of(scopes)), Actor.application());
        return made.fold(key -> key.secret().reveal(), refusal -> {
            throw new AssertionError(refusal.toString());
        });
    }

    /** Sends the bytes of these lines, with a header {@code Host} where none has one, and reads what comes until the end. */
    Raw send(String... lines) throws IOException {
        return sendBody("", lines);
    }

    /** The same with a body, whose length one of the lines tells. */
    Raw sendBody(String body, String... lines) throws IOException {
        List<String> all = new ArrayList<>(List.of(lines));
        if (all.stream().noneMatch(line -> line.startsWith("Host:"))) {
            all.add("Host: localhost");
        }
        all.add("Connection: close");
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write((String.join("\r\n", all) + "\r\n\r\n" + body).getBytes(StandardCharsets.ISO_8859_1));
            return new Raw(lines[0], new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
        }
    }

    int port() {
        if (container == null) {
            throw new IllegalStateException("start() first");
        }
        return container.port();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(30_000);
        return socket;
    }

    /** Asks for a WebSocket, and reads the head of the answer and, of a handshake that succeeded, the first message. */
    Raw handshake(String target, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "GET " + target + " HTTP/1.1",
                "Host: localhost",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
        all.addAll(List.of(headers));
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write((String.join("\r\n", all) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            StringBuilder text = new StringBuilder();
            while (text.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return new Raw(all.get(0), text.toString());
                }
                text.append((char) next);
            }
            if (text.indexOf("HTTP/1.1 101") == 0) {
                in.readNBytes(1);
                text.append(new String(in.readNBytes(in.read()), StandardCharsets.UTF_8));
            }
            return new Raw(all.get(0), text.toString());
        }
    }

    Raw get(String target, String credential) throws IOException {
        return send("GET " + target + " HTTP/1.1", "Authorization: Bearer " + credential);
    }

    @Override
    public void close() {
        try {
            if (container != null) {
                container.close();
            }
        } finally {
            auth.close();
        }
    }
}

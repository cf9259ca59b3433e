package dev.sallyport.servlet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.Sallyport;
import dev.sallyport.account.RegistrationPolicy;
import dev.sallyport.audit.Actor;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.NewClient;
import dev.sallyport.leak.LeakPolicy;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.describe.Access;
import dev.sallyport.servlet.describe.Description;
import dev.sallyport.testing.AuthenticatorApp;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.MovableClock;
import dev.sallyport.user.NewUser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An application in which the examples of the documents are true: ada is there with her password, and what is made up is replaced. */
final class ExampleWorld implements AutoCloseable {
    private static final String LOGIN = """
            {"username":"ada@example.com","password":"a-demo-password"}""";

    private final MovableClock clock = MovableClock.at(Instant.parse("2029-01-01T00:00:00Z"));
    private final Mailbox mailbox = new Mailbox();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Sallyport auth = Sallyport.builder()
            .issuer("https://api.example.com")
            .clock(clock)
            .auditSink(event -> {})
            .scopes("reports:read", "tokens:introspect")
            .roles(Role.of("viewer", "reports:read"))
            .clientTypes(ClientType.of("gateway", "g_", "gs_", CallerKind.CLIENT)
                    .withScopes("reports:read", "tokens:introspect"))
            .leakReports(LeakPolicy.revoke())
            .accounts(accounts -> mailbox.into(accounts).withRegistration(RegistrationPolicy.withRoles("viewer")))
            .logins(logins -> logins.withResponseTimeGrid(Duration.ZERO))
            .build();
    private final TestServer server = new TestServer(auth);
    private final String token;

    ExampleWorld() throws Exception {
        auth.users()
                .createIfAbsent(NewUser.of("ada@example.com")
                        .withId("ada")
                        .withEmail("ada@example.com")
                        .withPassword(Secret.of("a-demo-password"))
                        .withRoles("viewer"));
        server.install(SallyportWeb.of(auth)
                        .protect("/api/*")
                        .describe(Description.of("Reports API", "1.0").openTo(Access.EVERYONE)))
                .start();
        this.token = login().get("access_token").asText();
    }

    JsonNode document() throws Exception {
        return JsonSchemas.read(send("GET", "/auth/openapi.json", null, null).body());
    }

    /** Sends an example as a reader would who puts their own values in. */
    HttpResponse<String> run(String method, String template, JsonNode operation, @Nullable JsonNode example)
            throws Exception {
        String path = template;
        if (path.contains("{id}")) {
            path = path.replace("{id}", path.contains("/sessions/") ? text(login(), "session_id") : text(key(), "id"));
        }
        String body = null;
        if (example != null) {
            ObjectNode filled = example.deepCopy();
            List<String> names = new ArrayList<>();
            filled.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                String own = own(template, name);
                if (own != null) {
                    filled.put(name, own);
                }
            }
            body = filled.toString();
        }
        return send(method, path, operation.get("security").isEmpty() ? null : token, body);
    }

    private @Nullable String own(String path, String member) throws Exception {
        return switch (member) {
            case "api_key" -> text(key(), "key");
            case "refresh_token" -> text(login(), "refresh_token");
            case "token" -> token;
            case "client_id" -> client().client().id();
            case "client_secret" -> client().secret().reveal();
            case "ticket" -> ticket(path.endsWith("/reset"));
            case "code" -> code(!path.endsWith("/confirm"));
            default -> null;
        };
    }

    private @Nullable NewClient client;

    private NewClient client() {
        NewClient made = client;
        if (made == null) {
            made = TestServer.done(auth.clients().create(ClientRequest.of("gateway", "gateway"), Actor.application()));
            client = made;
        }
        return made;
    }

    private JsonNode login() throws Exception {
        return JsonSchemas.read(send("POST", "/auth/login", null, LOGIN).body());
    }

    private JsonNode key() throws Exception {
        return JsonSchemas.read(
                send("POST", "/auth/api-keys", token, "{\"name\":\"mine\"}").body());
    }

    private String ticket(boolean forgotten) throws Exception {
        if (forgotten) {
            send("POST", "/auth/password/forgot", null, "{\"username\":\"ada@example.com\"}");
        } else {
            send("POST", "/auth/email/verification", token, null);
        }
        return mailbox.ticket().reveal();
    }

    private String code(boolean confirmed) throws Exception {
        JsonNode factor = JsonSchemas.read(send("POST", "/auth/mfa/totp", token, "{\"password\":\"a-demo-password\"}")
                .body());
        AuthenticatorApp app = AuthenticatorApp.of(Secret.of(text(factor, "secret")));
        if (confirmed) {
            send("POST", "/auth/mfa/totp/confirm", token, "{\"code\":\"" + app.codeAt(clock.instant()) + "\"}");
            clock.advance(Duration.ofSeconds(30));
        }
        return app.codeAt(clock.instant());
    }

    private static String text(JsonNode answer, String member) {
        JsonNode found = answer.get(member);
        if (found == null) {
            throw new AssertionError("no " + member + " in " + answer);
        }
        return found.asText();
    }

    private HttpResponse<String> send(String method, String path, @Nullable String credential, @Nullable String body)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
        if (credential != null) {
            request.header("Authorization", "Bearer " + credential);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        request.method(
                method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        server.close();
    }
}

package dev.sallyport.servlet;

import static dev.sallyport.servlet.TestServer.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.account.AccountPolicy;
import dev.sallyport.account.MailMessage;
import dev.sallyport.account.RegistrationPolicy;
import dev.sallyport.audit.Actor;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.json.JsonBody;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.user.NewUser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts that people set up and open again, over HTTP. */
class TicketEndpointTest {
    private static final String PASSWORD = "ada-demo-password";
    private static final String NEW = "an entirely new password";
    private static final List<String> PATHS = List.of(
            "/auth/password/forgot",
            "/auth/password/reset",
            "/auth/email/verify",
            "/auth/email/verification",
            "/auth/register");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Mailbox mailbox = new Mailbox();
    private @Nullable TestServer server;

    private void start(@Nullable UnaryOperator<AccountPolicy> accounts) throws Exception {
        var settings = Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read")
                .roles(Role.of("viewer", "reports:read"))
                .auditSink(event -> {})
                .logins(logins -> logins.withResponseTimeGrid(Duration.ZERO));
        if (accounts != null) {
            settings.accounts(accounts);
        }
        Sallyport auth = settings.build();
        auth.users()
                .createIfAbsent(NewUser.of("ada")
                        .withId("ada")
                        .withEmail("ada@example.com")
                        .withPassword(Secret.of(PASSWORD))
                        .withRoles("viewer"));
        server = new TestServer(auth);
        server.install(SallyportWeb.of(auth).protect("/api/*")).start();
    }

    private void start() throws Exception {
        start(accounts -> mailbox.into(accounts).withRegistration(RegistrationPolicy.withRoles("viewer")));
    }

    private TestServer server() {
        return Objects.requireNonNull(server);
    }

    @AfterEach
    void stop() throws Exception {
        server().close();
    }

    private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server().port() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> reset(Secret ticket) throws Exception {
        return post("/auth/password/reset", "{\"ticket\":\"" + ticket.reveal() + "\",\"new\":\"" + NEW + "\"}");
    }

    private int login(String username, String password) throws Exception {
        return post("/auth/login", "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}")
                .statusCode();
    }

    private String token() throws Exception {
        HttpResponse<String> login = post("/auth/login", "{\"username\":\"ada\",\"password\":\"" + PASSWORD + "\"}");
        return done(JsonBody.parse(login.body().getBytes(StandardCharsets.UTF_8)))
                .text("access_token", 16_000);
    }

    private static Map<String, List<String>> headers(HttpResponse<String> response) {
        Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
        headers.remove("date");
        return headers;
    }

    @Test
    void forgottenPasswordIsReplacedAndTheNextLoginIsTheirs() throws Exception {
        start();
        String before = token();
        assertThat(post("/auth/password/forgot", "{\"username\":\"Ada@example.com\"}")
                        .statusCode())
                .isEqualTo(202);
        Secret ticket = mailbox.ticket();
        HttpResponse<String> answer = reset(ticket);
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().map()).as("it logs nobody in").doesNotContainKey("set-cookie");
        assertThat(login("ada", PASSWORD)).isEqualTo(401);
        assertThat(login("ada", NEW)).isEqualTo(200);
        assertThat(reset(ticket).statusCode()).as("once").isEqualTo(400);
        assertThat(server().auth.authenticate(before, "192.0.2.1").toString()).contains("Refused");
    }

    @Test
    void answerTellsNothingOfWhoHasAnAccount() throws Exception {
        start();
        HttpResponse<String> known = post("/auth/password/forgot", "{\"username\":\"ada\"}");
        mailbox.next();
        done(server().auth.users().disable("ada", Actor.application()));
        HttpResponse<String> disabled = post("/auth/password/forgot", "{\"username\":\"ada\"}");
        HttpResponse<String> unknown = post("/auth/password/forgot", "{\"username\":\"nobody\"}");
        HttpResponse<String> hostile = post("/auth/password/forgot", "{\"username\":\"\\u0001'; --\"}");
        for (HttpResponse<String> other : List.of(disabled, unknown, hostile)) {
            assertThat(other.statusCode()).isEqualTo(known.statusCode()).isEqualTo(202);
            assertThat(other.body()).isEqualTo(known.body()).isEmpty();
            assertThat(headers(other)).isEqualTo(headers(known));
        }
        HttpResponse<String> taken = post("/auth/register", "{\"email\":\"ada@example.com\"}");
        HttpResponse<String> free = post("/auth/register", "{\"email\":\"vic@example.com\"}");
        assertThat(taken.statusCode()).isEqualTo(free.statusCode()).isEqualTo(202);
        assertThat(headers(taken)).isEqualTo(headers(free));
        assertThat(mailbox.next())
                .as("and none of the others")
                .returns(MailMessage.Kind.ACCOUNT_EXISTS, MailMessage::kind);
        assertThat(mailbox.next().kind()).isEqualTo(MailMessage.Kind.REGISTER);
    }

    @Test
    void addressIsVerifiedByWhoeverReadsItsMails() throws Exception {
        start();
        assertThat(post("/auth/email/verification", "{}").statusCode()).isEqualTo(401);
        assertThat(post("/auth/email/verification", "{}", "Authorization", "Bearer " + token())
                        .statusCode())
                .isEqualTo(202);
        Secret ticket = mailbox.ticket();
        assertThat(reset(ticket).statusCode()).as("of another kind").isEqualTo(400);
        assertThat(post("/auth/email/verify", "{\"ticket\":\"" + ticket.reveal() + "\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(server().auth
                        .accounts()
                        .orElseThrow()
                        .isEmailVerified(server().auth.users().findById("ada").orElseThrow()))
                .isTrue();
    }

    @Test
    void whoRegistersHasAnAccountWhenTheyComeBackWithTheTicket() throws Exception {
        start();
        assertThat(post("/auth/register", "{\"email\":\"vic@example.com\",\"name\":\"Vic\"}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(reset(mailbox.ticket()).statusCode()).isEqualTo(204);
        assertThat(login("vic@example.com", NEW)).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/auth/password/forgot|{}|username",
                "/auth/password/forgot|{\"username\":\"ada\",\"url\":\"https://evil.example\"}|url",
                "/auth/password/reset|{\"ticket\":\"a\"}|new",
                "/auth/password/reset|{\"ticket\":\"a\",\"new\":\"an entirely new password\"}|ticket",
                "/auth/email/verify|{\"ticket\":\"\"}|ticket",
                "/auth/register|{\"email\":\"vic@example.com\",\"roles\":[\"viewer\"]}|roles",
                "/auth/register|{\"email\":\"vic@example.com\",\"tenant\":\"acme\"}|tenant",
                "/auth/register|{\"email\":\"vic@ехample.com\"}|email",
                "/auth/register|{\"email\":\"vic@example.com\\r\\nBcc: all@example.com\"}|email",
                "/auth/register|{\"email\":\"vic@example.com\",\"name\":\"Vic\\r\\nBcc: all\"}|name"
            })
    void faultsAreToldByField(String path, String body, String field) throws Exception {
        start();
        HttpResponse<String> answer = post(path, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"" + field + "\"");
        assertThat(mailbox.isEmpty()).isTrue();
    }

    @Test
    void passwordThatIsRefusedLeavesTheTicket() throws Exception {
        start();
        assertThat(post("/auth/password/forgot", "{\"username\":\"ada\"}").statusCode())
                .isEqualTo(202);
        Secret ticket = mailbox.ticket();
        HttpResponse<String> weak =
                post("/auth/password/reset", "{\"ticket\":\"" + ticket.reveal() + "\",\"new\":\"password\"}");
        assertThat(weak.statusCode()).isEqualTo(400);
        assertThat(weak.body()).contains("too_common");
        assertThat(reset(ticket).statusCode()).isEqualTo(204);
    }

    @Test
    void pageOfAnotherSiteSendsNothing() throws Exception {
        start();
        for (String path : PATHS) {
            assertThat(post(path, "{\"username\":\"ada\"}", "Sec-Fetch-Site", "cross-site")
                            .statusCode())
                    .as(path)
                    .isIn(401, 403);
        }
        HttpRequest form = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server().port() + "/auth/password/forgot"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("username=ada"))
                .build();
        assertThat(client.send(form, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(415);
        assertThat(mailbox.isEmpty()).isTrue();
    }

    @Test
    void ticketInTheQueryIsNoTicket() throws Exception {
        start();
        assertThat(post("/auth/password/forgot", "{\"username\":\"ada\"}").statusCode())
                .isEqualTo(202);
        String ticket = mailbox.ticket().reveal();
        HttpResponse<String> answer = post("/auth/password/reset?ticket=" + ticket, "{\"new\":\"" + NEW + "\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(login("ada", PASSWORD)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-Host", "Forwarded", "X-Original-Host", "Referer", "Origin-Host"})
    void linkLeadsWhereTheSettingsSayWhateverTheRequestSays(String header) throws Exception {
        start();
        assertThat(post("/auth/password/forgot", "{\"username\":\"ada\"}", header, "evil.example")
                        .statusCode())
                .isEqualTo(202);
        assertThat(Objects.requireNonNull(mailbox.next().link()).reveal()).startsWith(Mailbox.PAGE + "#reset=");
    }

    @Test
    void onlyWhatCanBeDoneIsMounted() throws Exception {
        start(null);
        for (String path : PATHS) {
            assertThat(post(path, "{}").statusCode()).as(path).isIn(401, 404);
        }
        server().close();
        start(accounts -> accounts.withPage(Mailbox.PAGE));
        assertThat(post("/auth/password/forgot", "{\"username\":\"ada\"}").statusCode())
                .isEqualTo(404);
        assertThat(post("/auth/register", "{\"email\":\"vic@example.com\"}").statusCode())
                .isEqualTo(404);
        Secret ticket = done(server().auth.accounts().orElseThrow().enrol("ada", Actor.application()))
                .ticket();
        assertThat(reset(ticket).statusCode()).isEqualTo(204);
    }
}

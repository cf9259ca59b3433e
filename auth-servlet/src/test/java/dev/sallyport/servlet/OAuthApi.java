package dev.sallyport.servlet;

import static dev.sallyport.servlet.TestServer.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.SallyportBuilder;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.NewClient;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.scope.ScopeSet;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** The standard API with clients: one for jobs, one for gateways, and what a test sends to the OAuth 2.0 endpoints. */
final class OAuthApi implements AutoCloseable {
    final TestApi api;
    final NewClient job;
    final NewClient gateway;
    final List<AuditEvent> events = new CopyOnWriteArrayList<>();

    OAuthApi() {
        this(settings -> settings);
    }

    OAuthApi(UnaryOperator<SallyportBuilder> more) {
        this(more, web -> web);
    }

    OAuthApi(UnaryOperator<SallyportBuilder> more, UnaryOperator<SallyportWeb> wiring) {
        api = TestApi.start(
                settings -> more.apply(settings.logins(logins -> logins.withPerAddress(RateLimit.parse("10000/minute")))
                        .failuresPerAddress("1000/minute")
                        .auditSink(events::add)
                        .clientTypes(
                                ClientType.of("job", "j_", "js_", CallerKind.CLIENT)
                                        .withScopes("reports:read", "reports:delete"),
                                ClientType.of("gateway", "g_", "gs_", CallerKind.CLIENT)
                                        .withScopes("reports:read", "tokens:introspect")
                                        .withGrants("client_credentials", "refresh_token"))),
                wiring);
        job = client("job");
        gateway = client("gateway");
    }

    NewClient client(String type) {
        return create(ClientRequest.of(type, "a " + type));
    }

    NewClient create(ClientRequest request) {
        return done(api.auth.clients().create(request, Actor.application()));
    }

    NewClient gatewayOf(String tenant) {
        return create(ClientRequest.of("gateway", "of a tenant").withTenant(tenant));
    }

    NewClient jobWith(String... scopes) {
        return create(ClientRequest.of("job", "other scopes").withScopes(ScopeSet.of(scopes)));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String basic(String id, String secret) {
        return basic(encoded(id) + ":" + encoded(secret));
    }

    static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    static String basic(NewClient client) {
        return basic(client.client().id(), client.secret().reveal());
    }

    static String inBody(NewClient client) {
        return "client_id=" + encoded(client.client().id()) + "&client_secret="
                + encoded(client.secret().reveal());
    }

    HttpRequest.Builder request(String path, String type, String body) {
        return api.request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpResponse<String> form(String path, String body) {
        return api.send(request(path, "application/x-www-form-urlencoded", body));
    }

    HttpResponse<String> form(String path, String authorization, String body) {
        return api.send(
                request(path, "application/x-www-form-urlencoded", body).header("Authorization", authorization));
    }

    HttpResponse<String> json(String path, String body) {
        return api.send(request(path, "application/json", body));
    }

    HttpResponse<String> refresh(String token) {
        return form("/auth/token", "grant_type=refresh_token&refresh_token=" + token);
    }

    /** Of a fresh login of ada. */
    String refreshToken() {
        return TestApi.member(api.post("/auth/login", null, TestApi.ADA), "refresh_token");
    }

    String clientToken(NewClient client) {
        return TestApi.member(form("/auth/token", basic(client), "grant_type=client_credentials"), "access_token");
    }

    HttpResponse<String> introspect(NewClient as, String token) {
        return form("/auth/introspect", basic(as), "token=" + token);
    }

    int reports(String token) {
        return api.get("/api/reports", token).statusCode();
    }

    static void assertError(HttpResponse<String> response, int status, String error) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).matches("""
                        \\{"error":"%s","error_description":"[^"\\\\\\x00-\\x1f]+"}""".formatted(error));
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(response.headers().allValues("WWW-Authenticate"))
                .isEqualTo(
                        status == 401
                                ? List.of("Basic realm=\"https://api.example.com\", charset=\"UTF-8\"")
                                : List.of());
    }

    @Override
    public void close() {
        api.close();
    }
}

package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.account.NewTicket;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.servlet.parameters.ContextParameters;
import dev.sallyport.servlet.wire.EndpointLimits;
import dev.sallyport.tenant.TenantKeyPolicy;
import dev.sallyport.token.TokenPolicy;
import dev.sallyport.user.NewUser;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator writes into web.xml, and what they are told when it is wrong. */
class ContextParametersTest {
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private final TestServer server = TestServer.withDefaults();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everythingCanBeSaidInParameters() throws Exception {
        start(Map.ofEntries(
                Map.entry("issuer", "https://reports.example"),
                Map.entry("keyPrefix", "rep_key"),
                Map.entry("scopes", "reports:read, reports:write\n reports:delete"),
                Map.entry("roles", "viewer = reports:read; editor = reports:read, reports:write;"),
                Map.entry("limits", "1000/minute by caller; 20/second, 500/minute by address"),
                Map.entry("failuresPerAddress", "50/minute"),
                Map.entry("accessTokenLifetime", "15m"),
                Map.entry("refreshTokenLifetime", "none"),
                Map.entry("secondFactorForRoles", "editor"),
                Map.entry("maxStaleness", "10s"),
                Map.entry("auditFormat", "json"),
                Map.entry("tenantPaths", "/api/companies/{company}/**"),
                Map.entry("masterKeyFile", file("key", KEY)),
                Map.entry("firstUser", "ada@example.com"),
                Map.entry("firstUserRoles", "viewer"),
                Map.entry("firstUserPasswordFile", file("password", "a password of some length\n"))));
        Sallyport auth =
                SallyportWeb.sallyport(server.context.getServletContext()).orElseThrow();
        TokenPolicy tokens = auth.tokenPolicy();
        assertThat(tokens.issuer()).isEqualTo("https://reports.example");
        assertThat(tokens.lifetime()).isEqualTo(Duration.ofMinutes(15));
        String ada = auth.users().findByLogin("ada@example.com").orElseThrow().id();
        String key = TestServer.done(auth.apiKeys()
                        .create(
                                ada,
                                KeyRequest.named("test").withScopes(ScopeSet.of("reports:read")),
                                Actor.application()))
                .secret()
                .reveal();
        assertThat(key).startsWith("rep_key_");
        assertThat(server.send("GET", "/api/reports").statusCode()).isEqualTo(401);
        assertThat(server.get("/api/reports", server.key()).statusCode())
                .as("of another")
                .isEqualTo(401);
        var answer = server.get("/api/reports", key);
        assertThat(answer.body()).isEqualTo("Annotated " + ada + " " + ada + " BEARER");
        assertThat(answer.headers().firstValue("RateLimit")).isPresent();
        assertThat(server.get("/api/companies/other/x", key).statusCode()).isEqualTo(404);
        assertThat(server.get("/auth/me", key).statusCode()).isEqualTo(200);
    }

    @Test
    void standardEndpointsStandBesideTheProfileThatIsNamed() throws Exception {
        server.context.addServlet(new ServletHolder(SallyportServlet.class), "/account/*");
        start(Map.of(
                "issuer", "https://reports.example",
                "scopes", "reports:read",
                "profile", "key-login",
                "alsoStandard", "/account/* keys discovery"));
        assertThat(server.send("GET", "/account/jwks.json").statusCode()).isEqualTo(200);
        assertThat(server.send("GET", "/account/api-keys").statusCode()).isEqualTo(401);
        assertThat(server.send("GET", "/account/sessions").statusCode())
                .as("a part that is not named")
                .isEqualTo(404);
    }

    @Test
    void operatorsAndProbesStandWhereTheParametersSay() throws Exception {
        start(Map.of(
                "issuer", "https://reports.example",
                "scopes", "reports:read",
                "roles", "operator = reports:read, sallyport:users",
                "operators", "/auth/admin/*",
                "health", "/auth/health/*"));
        assertThat(server.send("GET", "/auth/admin/users").statusCode()).isEqualTo(401);
        assertThat(server.send("GET", "/auth/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void documentsStandWhereTheParameterSaysForWhomItSays() throws Exception {
        start(Map.of(
                "issuer", "https://reports.example",
                "scopes", "reports:read",
                "describe", "Reports API; 1.0; /auth/api.json; everyone"));
        assertThat(server.send("GET", "/auth/api.json").body()).contains("Reports API");
        assertThat(server.send("GET", "/auth/postman.json").statusCode()).isEqualTo(200);
    }

    @Test
    void managersOfTenantsStandWhereTheParametersSay() throws Exception {
        start(Map.of(
                "issuer", "https://reports.example",
                "scopes", "reports:read",
                "roles", "member = reports:read; owner = reports:read",
                "tenantKeys", "member",
                "tenantManagers", "owner",
                "tenants", "/auth/tenant/*"));
        assertThat(server.send("GET", "/auth/tenant/api-keys").statusCode()).isEqualTo(401);
        TenantKeyPolicy policy = SallyportWeb.sallyport(server.context.getServletContext())
                .flatMap(Sallyport::tenantManagers)
                .orElseThrow()
                .policy();
        assertThat(policy.roles()).containsExactly("member");
        assertThat(policy.managers()).containsExactly("owner");
    }

    @Test
    void ticketsForPasswordsLeadToThePageThatIsNamed() throws Exception {
        start(Map.of(
                "issuer", "https://reports.example",
                "scopes", "reports:read",
                "accountsPage", "https://app.example.com/account"));
        Sallyport auth =
                SallyportWeb.sallyport(server.context.getServletContext()).orElseThrow();
        String ada = auth.users().createIfAbsent(NewUser.of("ada")).id();
        NewTicket ticket = TestServer.done(auth.accounts().orElseThrow().enrol(ada, Actor.application()));
        assertThat(ticket.url().reveal()).startsWith("https://app.example.com/account#enrol=");
        assertThat(server.send("POST", "/auth/password/reset").statusCode()).isNotEqualTo(404);
        assertThat(server.send("POST", "/auth/password/forgot").statusCode())
                .as("nothing sends mails")
                .isEqualTo(404);
    }

    @Test
    void whatTheParametersMadeIsClosedWithTheContext() throws Exception {
        long before = housekeepers();
        start(Map.of("issuer", "https://reports.example", "scopes", "reports:read"));
        assertThat(housekeepers() - before).isEqualTo(1);
        server.stop();
        assertThat(housekeepers() - before).isZero();
    }

    @Test
    void endpointsAreLimitedAsTheParametersSay() throws Exception {
        start(Map.of(
                "issuer", "https://reports.example",
                "scopes", "reports:read",
                "endpointReads", "2/minute",
                "endpointChanges", "none",
                "endpointRevocations", "3/minute",
                "endpointPublished", "4/minute",
                "endpointIntrospections", "5/minute"));
        Sallyport auth =
                SallyportWeb.sallyport(server.context.getServletContext()).orElseThrow();
        auth.users().createIfAbsent(NewUser.of("ada").withId("ada"));
        String key = TestServer.done(auth.apiKeys().create("ada", KeyRequest.named("test"), Actor.application()))
                .secret()
                .reveal();
        assertThat(policies("GET", "/auth/me", key)).contains("\"endpoint-reads\";q=2;w=60");
        assertThat(policies("POST", "/auth/logout", key)).doesNotContain("endpoint-changes");
        assertThat(policies("POST", "/auth/revoke", null)).contains("\"endpoint-revocations\";q=3;w=60");
        assertThat(policies("GET", "/auth/jwks.json", null)).contains("\"endpoint-published\";q=4;w=60");
        assertThat(ContextParameters.of(server.context.getServletContext())
                        .endpointLimits()
                        .of(EndpointLimits.Kind.INTROSPECTIONS))
                .contains(RateLimit.parse("5/minute"));
    }

    private String policies(String method, String path, @Nullable String key) throws Exception {
        var answer =
                key == null ? server.send(method, path) : server.send(method, path, "Authorization", "Bearer " + key);
        return answer.headers().firstValue("RateLimit-Policy").orElse("");
    }

    @Test
    void anotherProfileIsChosenByItsName() throws Exception {
        start(Map.of("issuer", "https://reports.example", "scopes", "reports:read", "profile", "key-login"));
        assertThat(server.send("GET", "/api/reports").body()).startsWith("{\"code\":40100,");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "issuers         | x                | sallyport.issuers is not known. There are [",
                "masterKey       | x                | sallyport.masterKey would hold the key where everybody reads it",
                "masterKeyEnv    | MISSING_IN_TESTS | The environment variable MISSING_IN_TESTS should hold the master key",
                "masterKeyFile   | key              | sallyport.masterKeyFile is no absolute path",
                "roles           | viewer           | sallyport.roles is \"viewer\": \"viewer\" is no role: write",
                "roles           | a = reports:none | reports:none",
                "limits          | 5/minute         | sallyport.limits is \"5/minute\": \"5/minute\" is no limit: write",
                "limits          | 5 by caller      | there is no slash between a number and a time",
                "endpointChanges | many             | sallyport.endpointChanges is \"many\": ",
                "maxStaleness    | ten              | sallyport.maxStaleness is \"ten\": a time is a number and a unit",
                "maxStaleness    | 5h               | maxStaleness is 2 seconds to 1 hour",
                "accessTokenLifetime | PT1H         | write 30s, 15m, 12h or 30d",
                "tenants         | /auth/tenant/*   | or sallyport.tenantKeys and sallyport.tenantManagers to web.xml",
                "tenantManagers  | owner            | sallyport.tenantManagers says who manages the keys of tenants",
                "tenantKeys      | none             | none",
                "accountsPage    | /account         | sallyport.accountsPage is \"/account\": ",
                "auditFormat     | xml              | sallyport.auditFormat is \"xml\": an audit format is pairs or json",
                "profile         | other            | sallyport.profile is not the name of a profile: write one of [standard] or [access-refresh,",
                "tenantPaths     | /api             | /api",
                "alsoStandard    | /account         | alsoStandard(\"/account\"): write a path of their own",
                "alsoStandard    | /account/*       | there is none: choose one with profile",
                "alsoStandard    | /account/* key   | sallyport.alsoStandard is wrong: \"key\" is no part of the standard endpoints",
                "describe        | Reports API      | sallyport.describe is \"Reports API\": write title, version, path and readers",
                "describe        | a; 1; /x.json; us | readers are callers, everyone or nobody",
                "describe        | a; 1; /auth/*    | The description stands at a path such as /auth/openapi.json",
                "keyPrefix       | ''               | sallyport.keyPrefix is empty: give it a value, or leave it out",
                "dataSource      | jdbc/none        | sallyport.dataSource needs a master key: put the key into",
                "firstUser       | ada              | sallyport.firstUser needs one of sallyport.firstUserPasswordEnv and",
                "firstUserRoles  | viewer           | sallyport.firstUser is missing, and others say what that user has",
            })
    void saysWhatIsWrongAndWithWhich(String name, String value, String message) {
        assertThatThrownBy(
                        () -> start(Map.of("issuer", "https://reports.example", "scopes", "reports:read", name, value)))
                .hasStackTraceContaining(message);
    }

    @Test
    void namesAResourceThatTheContainerDoesNotHave() throws IOException {
        Map<String, String> parameters = Map.of(
                "issuer", "https://reports.example", "dataSource", "jdbc/none", "masterKeyFile", file("key", KEY));
        assertThatThrownBy(() -> start(parameters))
                .hasStackTraceContaining(
                        "The context parameter sallyport.dataSource is \"jdbc/none\": the container has nothing"
                                + " under java:comp/env/jdbc/none (");
    }

    @Test
    void requiresAnIssuer() {
        assertThatThrownBy(() -> start(Map.of("scopes", "reports:read")))
                .hasStackTraceContaining("The context parameter sallyport.issuer is missing");
    }

    @ParameterizedTest
    @CsvSource({"masterKey", "masterKeyEnv", "masterKeyFile"})
    void neverRepeatsAKeyThatStandsInThem(String name) {
        assertThatThrownBy(() -> start(Map.of("issuer", "https://reports.example", name, KEY)))
                .hasStackTraceContaining("sallyport." + name)
                .satisfies(thrown -> assertThat(stackTrace(thrown)).doesNotContain(KEY));
    }

    @Test
    void refusesParametersBesideCode() {
        server.onStart(event -> event.getServletContext().setAttribute(SallyportWeb.CONTEXT_ATTRIBUTE, server.auth));
        assertThatThrownBy(() -> start(Map.of("issuer", "https://reports.example")))
                .hasStackTraceContaining(
                        "The context parameters [sallyport.issuer] would have no effect, because code of the"
                                + " application has set up a Sallyport: keep one of the two");
    }

    @Test
    void refusesAnUnknownInitParameterOfTheFilter() {
        server.onStart(event -> event.getServletContext().setAttribute(SallyportWeb.CONTEXT_ATTRIBUTE, server.auth));
        FilterHolder filter = new FilterHolder(SallyportFilter.class);
        filter.setInitParameter("trustedProxy", "10.0.0.1");
        server.context.addFilter(filter, "/api/*", EnumSet.allOf(DispatcherType.class));
        assertThatThrownBy(server::start)
                .hasStackTraceContaining("The init parameter \"trustedProxy\" is not known; there are");
    }

    private void start(Map<String, String> parameters) throws Exception {
        parameters.forEach((name, value) -> server.context.setInitParameter("sallyport." + name, value));
        FilterHolder filter = new FilterHolder(SallyportFilter.class);
        filter.setAsyncSupported(true);
        server.context.addFilter(filter, "/*", EnumSet.allOf(DispatcherType.class));
        if (!parameters.containsKey("profile")) {
            server.context.addServlet(new ServletHolder(SallyportServlet.class), "/auth/*");
        }
        server.servlet(new Annotated(), "/api/reports").start();
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static long housekeepers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("sallyport-housekeeping"))
                .count();
    }

    @RequiresScope("reports:read")
    static final class Annotated extends Recording {}
}

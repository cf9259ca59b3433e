package dev.sallyport.servlet;

import static dev.sallyport.servlet.TestApi.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.ScopeSet;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Operators over HTTP. Who may do what is the matter of the contract that every store passes. */
class OperatorEndpointsTest {
    private static final String ADMIN = "/auth/admin";

    private final OperatorApi api = new OperatorApi();

    @AfterEach
    void stop() {
        api.close();
    }

    private NewApiKey keyOf(String user) {
        return api.auth
                .apiKeys()
                .create(user, KeyRequest.named("ci"), Actor.application())
                .orElseThrow();
    }

    /** From a text that somebody found to the end of the key. */
    @Test
    void anIncident() {
        NewApiKey leaked = keyOf("ada");
        String text = leaked.secret().reveal();
        assertThat(api.get("/auth/me", text).statusCode()).isEqualTo(200);
        String root = api.operator("root");

        HttpResponse<String> found = api.post(ADMIN + "/api-keys/find", root, """
                {"key":"%s"}""".formatted(text));
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.body())
                .contains("\"id\":\"" + leaked.key().id() + "\"", "\"owner\":{\"id\":\"ada\"")
                .doesNotContain(text);

        HttpResponse<String> used =
                api.get(ADMIN + "/audit?credential=" + leaked.key().id(), root);
        assertThat(used.body()).contains("API_KEY_CREATED");

        HttpResponse<String> revoked = api.post(
                ADMIN + "/api-keys/revoke", root, """
                {"ids":["%s"],"reason":"found in a repository"}""".formatted(leaked.key().id()));
        assertThat(revoked.body()).isEqualTo("{\"revoked\":1}");
        assertThat(api.post(ADMIN + "/users/ada/end-sessions", root, null).statusCode())
                .isEqualTo(204);
        assertThat(api.get("/auth/me", text).statusCode()).isEqualTo(401);
        assertThat(api.get(ADMIN + "/api-keys/" + leaked.key().id(), root).body())
                .contains("\"status\":\"revoked\"", "found in a repository");
    }

    @Test
    void aPersonIsCreatedWithATicketAndSetsThePassword() {
        String root = api.operator("root");
        HttpResponse<String> created = api.post(ADMIN + "/users", root, """
                {"login":"new@example.com","name":"New","tenant":"acme","roles":["viewer"],"attributes":{"plan":"free"}}""");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(member(created, "enrol_url")).startsWith("https://app.example.com/account#");
        String id = member(created, "id");
        assertThat(api.send("POST", "/auth/password/reset", null, """
                {"ticket":"%s","new":"another long password"}""".formatted(member(created, "ticket")))
                        .statusCode())
                .isEqualTo(204);
        assertThat(api.send("POST", "/auth/login", null, """
                {"username":"new@example.com","password":"another long password"}""").statusCode()).isEqualTo(200);
        assertThat(api.get(ADMIN + "/users/" + id, root).body()).contains("\"attributes\":{\"plan\":\"free\"}");
        assertThat(api.send("PATCH", ADMIN + "/users/" + id, root, """
                {"name":null,"roles":[],"email":"new2@example.com"}""").body())
                .contains("\"name\":null", "\"roles\":[]", "new2@example.com");
        assertThat(api.get(ADMIN + "/users/" + id + "/export", root).body()).contains("new2@example.com");
        assertThat(api.send("DELETE", ADMIN + "/users/" + id, root, null).statusCode())
                .isEqualTo(204);
        assertThat(api.get(ADMIN + "/users/" + id, root).statusCode()).isEqualTo(404);
    }

    @Test
    void listsGoOnWithACursor() {
        String root = api.operator("root");
        HttpResponse<String> first = api.get(ADMIN + "/users?limit=4", root);
        HttpResponse<String> second = api.get(ADMIN + "/users?limit=4&after=" + member(first, "next"), root);
        assertThat(first.body() + second.body()).contains("ada@", "vic@", "root@", "olga@", "edit@");
        assertThat(second.body()).contains("\"next\":null");
        assertThat(api.get(ADMIN + "/users?q=OLG", root).body())
                .contains("olga@example.com")
                .doesNotContain("vic@");
        assertThat(api.get(ADMIN + "/users?tenant=globex&role=viewer&state=enabled", root)
                        .body())
                .contains("vic@")
                .doesNotContain("ada@");
    }

    /** A cursor of another list, one made by hand, a misspelt filter, and numbers out of their range. */
    @Test
    void badQueriesAreRefusedByField() {
        String root = api.operator("root");
        String cursor = member(api.get(ADMIN + "/users?limit=1", root), "next");
        assertThat(api.get(ADMIN + "/users?limit=1&tenant=acme&after=" + cursor, root)
                        .body())
                .contains("\"field\":\"after\"");
        assertThat(api.get(ADMIN + "/api-keys?after=" + cursor, root).body()).contains("\"field\":\"after\"");
        assertThat(api.get(ADMIN + "/users?after=bm8", root).statusCode()).isEqualTo(400);
        assertThat(api.get(ADMIN + "/audit?after=bm8", root).statusCode()).isEqualTo(400);
        assertThat(api.get(ADMIN + "/users?tennant=acme", root).body()).contains("\"field\":\"tennant\"");
        assertThat(api.get(ADMIN + "/users?limit=201", root).body()).contains("\"field\":\"limit\"");
        assertThat(api.get(ADMIN + "/users?state=gone", root).body()).contains("\"field\":\"state\"");
        assertThat(api.get(ADMIN + "/users?tenant=a&tenant=b", root).statusCode())
                .isEqualTo(400);
        assertThat(api.get(ADMIN + "/api-keys?unused_days=x", root).body()).contains("\"field\":\"unused_days\"");
        assertThat(api.get(ADMIN + "/sessions", root).body()).contains("\"field\":\"owner\"");
        assertThat(api.get(ADMIN + "/audit?type=NO_SUCH", root).body()).contains("\"field\":\"type\"");
        assertThat(api.get(ADMIN + "/audit?from=yesterday", root).body()).contains("\"field\":\"from\"");
    }

    @Test
    void reasonWithAControlCharacterIsRefusedAndRevokesNothing() {
        String root = api.operator("root");
        NewApiKey key = keyOf("ada");
        String id = key.key().id();
        for (String keys : new String[] {"\"ids\":[\"" + id + "\"]", "\"owner\":\"ada\""}) {
            HttpResponse<String> refused =
                    api.post(ADMIN + "/api-keys/revoke", root, "{" + keys + ",\"reason\":\"a\\u0007b\"}");
            assertThat(refused.statusCode()).as(keys).isEqualTo(400);
            assertThat(refused.body()).contains("\"field\":\"reason\"");
        }
        assertThat(api.get("/auth/me", key.secret().reveal()).statusCode()).isEqualTo(200);
    }

    @Test
    void tenThousandIdsInOneCallAreRefused() {
        String ids = IntStream.range(0, 10_000).mapToObj(i -> "\"k" + i + "\"").collect(Collectors.joining(","));
        HttpResponse<String> refused =
                api.post(ADMIN + "/api-keys/revoke", api.operator("root"), "{\"ids\":[" + ids + "]}");
        assertThat(refused.statusCode()).isIn(400, 413);
    }

    /** Somebody who may be reached must not be more than whoever reaches for them. */
    @Test
    void nobodyGivesOrReachesMoreThanTheyHold() {
        String root = api.operator("root");
        assertThat(api.post(ADMIN + "/users", root, """
                {"login":"x@example.com","roles":["editor"]}""").body()).contains("\"field\":\"roles\"", "not_held");
        assertThat(api.send("PATCH", ADMIN + "/users/root", root, """
                {"roles":["owner"]}""").body()).contains("not_held");
        assertThat(api.post(ADMIN + "/users/edit/enrol", root, null).statusCode())
                .isEqualTo(403);
        assertThat(api.send("PATCH", ADMIN + "/users/edit", root, """
                {"email":"root-owns-this@example.com"}""").statusCode())
                .isEqualTo(403);
        assertThat(api.auth.users().findByLogin("root-owns-this@example.com")).isEmpty();
    }

    @Test
    void theLastOperatorStays() {
        api.auth.users().setRoles("pam", Set.of("viewer"), Actor.application()).orElseThrow();
        String root = api.operator("root");
        for (String roles : new String[] {"[]", "[\"viewer\"]"}) {
            assertThat(api.send("PATCH", ADMIN + "/users/root", root, "{\"roles\":" + roles + "}")
                            .body())
                    .contains("last_operator");
        }
        assertThat(api.send("PATCH", ADMIN + "/users/root", root, "{\"tenant\":\"acme\"}")
                        .body())
                .contains("last_operator");
        assertThat(api.post(ADMIN + "/users/root/disable", root, null).body()).contains("last_operator");
        assertThat(api.send("DELETE", ADMIN + "/users/root", root, null).body()).contains("last_operator");
        assertThat(api.auth.users().findById("root").orElseThrow().roles()).contains("operator");
    }

    /** Their ticket may run out, and then nobody is left. */
    @Test
    void whoHasNoPasswordYetIsNoOtherOperator() {
        api.auth.users().setRoles("pam", Set.of("viewer"), Actor.application()).orElseThrow();
        String root = api.operator("root");
        HttpResponse<String> other = api.post(ADMIN + "/users", root, """
                {"login":"next@example.com","roles":["operator"]}""");
        assertThat(api.post(ADMIN + "/users/root/disable", root, null).body()).contains("last_operator");
        assertThat(api.send("POST", "/auth/password/reset", null, """
                {"ticket":"%s","new":"another long password"}""".formatted(member(other, "ticket")))
                        .statusCode())
                .isEqualTo(204);
        assertThat(api.post(ADMIN + "/users/root/disable", root, null).statusCode())
                .isEqualTo(204);
    }

    @Test
    void anOperatorOfATenantSeesThatTenant() {
        NewApiKey foreign = keyOf("vic");
        String olga = api.operator("olga");
        assertThat(api.get(ADMIN + "/users", olga).body()).contains("ada@").doesNotContain("vic@", "root@");
        for (String path : new String[] {
            "/users/vic",
            "/users?tenant=globex",
            "/api-keys/" + foreign.key().id(),
            "/sessions?owner=vic",
            "/audit?owner=vic"
        }) {
            assertThat(api.get(ADMIN + path, olga).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(api.post(ADMIN + "/api-keys/revoke", olga, """
                {"ids":["%s"]}""".formatted(
                                        foreign.key().id()))
                        .body())
                .isEqualTo("{\"revoked\":0}");
        assertThat(api.post(ADMIN + "/api-keys/revoke", olga, """
                {"owner":"vic"}""").statusCode()).isEqualTo(404);
        assertThat(api.get(ADMIN + "/audit", olga).body()).contains("\"field\":\"owner\"");
        assertThat(api.get(ADMIN + "/signing-keys", olga).statusCode()).isEqualTo(403);
        assertThat(api.post(ADMIN + "/signing-keys/rotate", olga, null).statusCode())
                .isEqualTo(403);
        assertThat(api.send("PATCH", ADMIN + "/users/ada", olga, "{\"tenant\":\"globex\"}")
                        .body())
                .contains("\"field\":\"tenant\"");
        assertThat(api.post(ADMIN + "/users", olga, """
                {"login":"y@example.com","tenant":"globex"}""").statusCode()).isEqualTo(404);
        assertThat(member(api.post(ADMIN + "/users", olga, """
                {"login":"y@example.com"}"""), "tenant")).isEqualTo("acme");
    }

    /** A rule of the application may ask for a role by its name, whatever scopes it has. */
    @Test
    void nobodyGivesARoleThatTheyDoNotBear() {
        String root = api.operator("root");
        assertThat(api.send("PATCH", ADMIN + "/users/root", root, """
                {"roles":["operator","viewer","auditor"]}""").body()).contains("not_held");
        assertThat(api.post(ADMIN + "/users", root, """
                {"login":"x@example.com","roles":["auditor"]}""").body()).contains("not_held");
    }

    /** It could be that of a deleted person, whose audit events and data go on, or of a client. */
    @Test
    void nobodyChoosesAnId() {
        assertThat(api.post(ADMIN + "/users", api.operator("olga"), """
                {"login":"x@example.com","id":"vic"}""").body()).contains("\"field\":\"id\"");
    }

    @Test
    void aTicketEndsWhenItsPersonHasMoreOrGoesElsewhere() {
        String root = api.operator("root");
        for (String change : new String[] {"roles", "tenant"}) {
            String ticket = member(api.post(ADMIN + "/users/ada/enrol", root, null), "ticket");
            api.auth
                    .users()
                    .update(
                            "ada",
                            user -> change.equals("roles")
                                    ? user.withRoles(Set.of("viewer", "owner"))
                                    : user.withTenant("globex"),
                            Actor.application())
                    .orElseThrow();
            assertThat(api.send("POST", "/auth/password/reset", null, """
                    {"ticket":"%s","new":"another long password"}""".formatted(ticket))
                            .statusCode())
                    .as(change)
                    .isEqualTo(400);
            api.auth
                    .users()
                    .setRoles("ada", Set.of("viewer"), Actor.application())
                    .orElseThrow();
        }
    }

    /** Whoever has the text of a key that was stopped would have it back. */
    @Test
    void keysOfSomebodyStrongerAreStoppedAndNotRevived() {
        NewApiKey key = keyOf("edit");
        String path = ADMIN + "/api-keys/" + key.key().id();
        String kim = api.operator("kim");
        assertThat(api.post(path + "/disable", kim, null).statusCode()).isEqualTo(204);
        assertThat(api.send("PATCH", path, kim, """
                {"enabled":true,"rate_limit":null}""").statusCode()).isEqualTo(403);
        assertThat(api.get("/auth/me", key.secret().reveal()).statusCode()).isEqualTo(401);
        assertThat(api.send("DELETE", path, kim, null).statusCode()).isEqualTo(204);
    }

    /** What else an export has is for those who may see it by itself. */
    @Test
    void anExportTakesTheScopesOfAllThatIsInIt() {
        assertThat(api.get(ADMIN + "/users/ada/export", api.operator("pam")).statusCode())
                .isEqualTo(403);
        assertThat(api.get(ADMIN + "/users/edit/export", api.operator("root")).statusCode())
                .as("somebody stronger")
                .isEqualTo(403);
        assertThat(api.get(ADMIN + "/users/ada/export", api.operator("root")).statusCode())
                .isEqualTo(200);
    }

    /** An attribute can name a plan. */
    @Test
    void noTenantGivesItselfAttributes() {
        String olga = api.operator("olga");
        assertThat(api.post(ADMIN + "/users", olga, """
                {"login":"y@example.com","attributes":{"plan":"unlimited"}}""").body()).contains("\"field\":\"attributes\"");
        assertThat(api.send("PATCH", ADMIN + "/users/ada", olga, """
                {"attributes":{"plan":"unlimited"}}""").body()).contains("\"field\":\"attributes\"");
        assertThat(api.auth.users().findById("ada").orElseThrow().attributes()).isEmpty();
        assertThat(api.send("PATCH", ADMIN + "/users/ada", olga, """
                {"name":"Ada"}""").statusCode())
                .isEqualTo(200);
        assertThat(api.send("PATCH", ADMIN + "/users/ada", api.operator("root"), """
                {"attributes":{"plan":"unlimited"}}""")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void onlyAFreshLoginWithASecondFactorChanges() {
        assertThat(api.get(ADMIN + "/users", api.person("ada")).statusCode()).isEqualTo(403);
        String root = api.operator("root");
        api.clock.advance(Duration.ofMinutes(10).plusSeconds(1));
        assertThat(api.get(ADMIN + "/users", root).statusCode()).isEqualTo(200);
        HttpResponse<String> stale = api.post(ADMIN + "/users/ada/disable", root, null);
        assertThat(stale.statusCode()).isEqualTo(401);
        assertThat(stale.body()).contains("reauthentication_required");
        assertThat(api.auth.users().findById("ada").orElseThrow().enabled()).isTrue();
    }

    @Test
    void aKeyOfAnOperatorDoesNotOperate() {
        String key = keyOf("root").secret().reveal();
        assertThat(api.get(ADMIN + "/users", key).statusCode()).isEqualTo(403);
        assertThat(api.get("/auth/me", key).body()).doesNotContain("sallyport:users");
        String root = api.operator("root");
        assertThat(api.post("/auth/api-keys", root, """
                {"name":"all","scopes":["sallyport:users"]}""").body()).contains("\"field\":\"scopes\"");
    }

    @Test
    void auditAsLinesAndAsCsv() {
        String root = api.operator("root");
        api.auth
                .users()
                .update("ada", user -> user.withName("=HYPERLINK(\"http://evil\")"), new Actor("=1+1", "192.0.2.1"))
                .orElseThrow();
        HttpResponse<String> lines =
                api.send("GET", ADMIN + "/audit?owner=ada", root, null, "Accept", "application/jsonl");
        assertThat(lines.headers().firstValue("Content-Type").orElse("")).startsWith("application/jsonl");
        assertThat(lines.body().lines()).hasSizeGreaterThan(1).allMatch(line -> line.startsWith("{\"at\":"));
        HttpResponse<String> csv = api.send("GET", ADMIN + "/audit?owner=ada", root, null, "Accept", "text/csv");
        assertThat(csv.body())
                .startsWith("at,type,actor,owner,credential,address,details\r\n")
                .contains("\"USER_CHANGED\",\"'=1+1\",\"ada\"");
        assertThat(csv.headers().firstValue("Content-Disposition")).hasValue("attachment; filename=\"audit.csv\"");
        assertThat(api.get(ADMIN + "/audit?type=USER_CREATED,USER_CHANGED&actor=%3D1%2B1", root)
                        .body())
                .contains("USER_CHANGED")
                .doesNotContain("USER_CREATED");
    }

    /** More than one query of the log answers. */
    @Test
    void theWholeLogIsStreamed() {
        for (int i = 0; i < 1_100; i++) {
            String name = "n" + i;
            api.auth
                    .users()
                    .update("ada", user -> user.withName(name), Actor.application())
                    .orElseThrow();
        }
        HttpResponse<String> lines = api.send(
                "GET",
                ADMIN + "/audit?owner=ada&type=USER_CHANGED",
                api.operator("root"),
                null,
                "Accept",
                "application/jsonl");
        assertThat(lines.body().lines().count()).isGreaterThanOrEqualTo(1_100);
    }

    @Test
    void clientsAreMadeRotatedAndRemoved() {
        String root = api.operator("root");
        HttpResponse<String> made = api.post(ADMIN + "/clients", root, """
                {"type":"gateway","name":"nightly","tenant":"acme"}""");
        assertThat(made.statusCode()).isEqualTo(201);
        String id = member(made, "id");
        assertThat(member(made, "secret")).startsWith("gs_");
        assertThat(api.get(ADMIN + "/clients/" + id, root).body()).doesNotContain("gs_");
        HttpResponse<String> rotated = api.post(ADMIN + "/clients/" + id + "/rotate-secret", root, null);
        assertThat(member(rotated, "secret")).isNotEqualTo(member(made, "secret"));
        assertThat(api.send("PATCH", ADMIN + "/clients/" + id, root, "{\"name\":\"daily\"}")
                        .body())
                .contains("daily");
        assertThat(api.send("PATCH", ADMIN + "/clients/" + id, root, "{\"grants\":[]}")
                        .body())
                .contains("\"grants\":[]");
        assertThat(api.send("PATCH", ADMIN + "/clients/" + id, root, "{\"grants\":[\"password\",\"password\"]}")
                        .body())
                .contains("\"field\":\"grants\"");
        assertThat(api.post(ADMIN + "/clients", root, """
                {"type":"gateway","name":"twice","grants":["client_credentials","client_credentials"]}""").statusCode()).isIn(201, 400);
        assertThat(api.send("PATCH", ADMIN + "/clients/" + id, root, "{\"scopes\":[\"reports:delete\"]}")
                        .body())
                .contains("not_held");
        assertThat(api.post(ADMIN + "/clients", root, """
                {"type":"gateway","name":"wide","scopes":["sallyport:*"]}""").body()).contains("\"field\":\"scopes\"");
        assertThat(api.auth
                        .clients()
                        .create(
                                ClientRequest.of("gateway", "wide").withScopes(ScopeSet.of("sallyport:*")),
                                Actor.application()))
                .as("by code")
                .isInstanceOf(Outcome.Refused.class);
        assertThat(api.get(ADMIN + "/clients?q=dai&type=gateway&state=enabled", root)
                        .body())
                .contains(id);
        assertThat(api.post(ADMIN + "/clients/" + id + "/disable", root, null).statusCode())
                .isEqualTo(204);
        assertThat(api.get(ADMIN + "/clients/" + id, root).body()).contains("\"status\":\"disabled\"");
        assertThat(api.post(ADMIN + "/clients/" + id + "/enable", root, null).statusCode())
                .isEqualTo(204);
        assertThat(api.send("DELETE", ADMIN + "/clients/" + id, root, null).statusCode())
                .isEqualTo(204);
        assertThat(api.get(ADMIN + "/clients/" + id, root).statusCode()).isEqualTo(404);
    }

    @Test
    void signingKeysAreRotatedAndRevoked() {
        String root = api.operator("root");
        String next = member(api.post(ADMIN + "/signing-keys/rotate", root, null), "kid");
        assertThat(api.get(ADMIN + "/signing-keys", root).body())
                .contains(next, "\"state\":\"next\"", "\"state\":\"signing\"");
        assertThat(api.send("DELETE", ADMIN + "/signing-keys/" + next, root, null)
                        .statusCode())
                .isEqualTo(204);
        assertThat(api.send("DELETE", ADMIN + "/signing-keys/" + next, root, null)
                        .statusCode())
                .isEqualTo(404);
        assertThat(api.get(ADMIN + "/audit?type=SIGNING_KEY_REVOKED", root).body())
                .contains("\"actor\":\"root\"");
    }

    @Test
    void healthForOperatorsAndForProbes() throws Exception {
        String root = api.operator("root");
        // The clock went on by half a minute, in which nobody looked at the log of changes.
        assertThat(api.get(ADMIN + "/health", root).statusCode()).isIn(200, 503);
        for (int i = 0; i < 600 && !api.auth.isReady(); i++) {
            Thread.sleep(50);
        }
        assertThat(api.get(ADMIN + "/health", root).body())
                .contains("\"ready\":true", "\"signing_key\":\"", "\"node\":\"");
        assertThat(api.get(ADMIN + "/health", api.person("ada")).statusCode()).isEqualTo(403);
        for (String probe : new String[] {"live", "ready"}) {
            HttpResponse<String> answer = api.send("GET", "/auth/health/" + probe, null, null);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
        }
        assertThat(api.send("GET", "/auth/health/other", null, null).statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatIsNoRouteIsNotFoundInTheWordsOfTheStandardProfile() {
        HttpResponse<String> missing = api.get(ADMIN + "/nothing", api.operator("root"));
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(api.get("/auth/api-keys", api.person("ada")).statusCode()).isEqualTo(200);
    }
}

package dev.sallyport.servlet;

import static dev.sallyport.servlet.TestApi.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.ApiKey.Owner;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.tenant.ServiceAccount;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Managers of a tenant over HTTP. Who may do what is the matter of the contract that every store passes. */
class TenantEndpointsTest {
    private static final String TENANT = "/auth/tenant";
    private static final String KEYS = TENANT + "/api-keys";
    private static final String ACCOUNTS = TENANT + "/service-accounts";

    private final TenantApi api = new TenantApi();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aKeyOfTheTenant() {
        String bob = api.person("bob");
        HttpResponse<String> created = api.post(KEYS, bob, """
                {"name":"nightly","owner":"tenant","scopes":["reports:read"],"expires_in_days":90}""");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(created.body())
                .contains(
                        "\"owner\":{\"kind\":\"tenant\",\"id\":\"acme\",\"name\":\"acme\"}", "\"created_by\":\"bob\"");
        String text = member(created, "key");
        String one = KEYS + "/" + member(created, "id");
        assertThat(api.get("/auth/me", text).body()).contains("\"tenant\":\"acme\"", "reports:read");

        assertThat(api.get(one, bob).body())
                .contains("\"status\":\"active\"", "\"kind\":\"tenant\"")
                .doesNotContain(text);
        assertThat(api.send("PATCH", one, bob, """
                {"name":"daily","description":"for the export"}""").body())
                .contains("\"name\":\"daily\"", "\"description\":\"for the export\"");
        assertThat(api.send("PATCH", one, bob, "{\"enabled\":false}").body()).contains("\"status\":\"disabled\"");
        assertThat(api.works(text)).isFalse();
        assertThat(api.send("PATCH", one, bob, "{\"enabled\":true}").statusCode())
                .isEqualTo(200);

        HttpResponse<String> rotated = api.post(one + "/rotate", bob, "{\"overlap_seconds\":3600}");
        assertThat(rotated.statusCode()).as(rotated.body()).isEqualTo(201);
        assertThat(rotated.body()).contains("\"created_by\":\"bob\"", "\"kind\":\"tenant\"");
        assertThat(api.works(text)).as("within the overlap").isTrue();
        String next = member(rotated, "key");
        assertThat(next).isNotEqualTo(text);

        assertThat(api.send("DELETE", KEYS + "/" + member(rotated, "id"), bob, "{\"reason\":\"not needed\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(api.works(next)).isFalse();
        assertThat(api.get(KEYS + "/" + member(rotated, "id"), bob).body())
                .contains("\"status\":\"revoked\"", "not needed");
    }

    @Test
    void aServiceAccountAndItsKeys() {
        String bob = api.person("bob");
        HttpResponse<String> created = api.post(ACCOUNTS, bob, """
                {"name":"pipeline","roles":["member"]}""");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(created.body())
                .contains(
                        "\"name\":\"pipeline\"",
                        "\"roles\":[\"member\"]",
                        "\"enabled\":true",
                        "\"created_by\":\"bob\"");
        String id = member(created, "id");
        String one = ACCOUNTS + "/" + id;
        assertThat(api.get(one, bob).body()).contains("pipeline");
        assertThat(api.get(ACCOUNTS + "?limit=1", bob).body()).contains(id, "\"next\":null");

        HttpResponse<String> key = api.post(KEYS, bob, """
                {"name":"deploy","owner":"%s"}""".formatted(id));
        assertThat(key.statusCode()).as(key.body()).isEqualTo(201);
        assertThat(key.body()).contains("\"owner\":{\"kind\":\"service\",\"id\":\"" + id + "\",\"name\":\"pipeline\"}");
        String text = member(key, "key");
        assertThat(api.get("/auth/me", text).body()).contains(id);

        assertThat(api.send("PATCH", one, bob, "{\"name\":\"other\",\"roles\":[]}")
                        .body())
                .contains("\"name\":\"other\"", "\"roles\":[]");
        assertThat(api.get("/auth/me", text).body()).doesNotContain("reports:read");
        assertThat(api.send("PATCH", one, bob, "{\"enabled\":false}").body()).contains("\"enabled\":false");
        assertThat(api.works(text)).isFalse();
        assertThat(api.send("PATCH", one, bob, "{\"enabled\":true}").statusCode())
                .isEqualTo(200);
        assertThat(api.works(text)).isTrue();

        assertThat(api.send("DELETE", one, bob, null).statusCode()).isEqualTo(204);
        assertThat(api.works(text)).isFalse();
        assertThat(api.get(one, bob).statusCode()).isEqualTo(404);
        assertThat(api.get(KEYS + "/" + member(key, "id"), bob).body()).contains("\"status\":\"revoked\"");
    }

    /** The person goes, what they built goes on. */
    @Test
    void aKeyGoesFromAPersonToAServiceAccount() {
        NewApiKey key = api.keyOf(Owner.user("ada"));
        ServiceAccount account = api.account("acme");
        String bob = api.person("bob");
        String path = KEYS + "/" + key.key().id() + "/transfer";
        HttpResponse<String> moved = api.post(path, bob, "{\"owner\":\"%s\"}".formatted(account.id()));
        assertThat(moved.statusCode()).as(moved.body()).isEqualTo(200);
        assertThat(moved.body())
                .contains("\"id\":\"" + account.id() + "\"")
                .doesNotContain(key.secret().reveal());
        assertThat(api.get("/auth/me", key.secret().reveal()).body())
                .as("the same secret")
                .contains(account.id());
        assertThat(api.send("DELETE", TENANT + "/members/ada/api-keys", bob, null)
                        .statusCode())
                .isEqualTo(204);
        assertThat(api.works(key.secret().reveal())).isTrue();
        List<AuditEvent> events = api.auth
                .auditLog()
                .find(AuditQuery.newest().withTypes(AuditEvent.Type.API_KEY_TRANSFERRED))
                .events();
        assertThat(events)
                .singleElement()
                .satisfies(event -> assertThat(event.actor()).isEqualTo("bob"));

        for (String owner :
                new String[] {"tenant", "ada", "sa_none", api.account("globex").id()}) {
            NewApiKey another = api.keyOf(Owner.user("ada"));
            assertThat(api.post(
                                    KEYS + "/" + another.key().id() + "/transfer",
                                    bob,
                                    "{\"owner\":\"%s\"}".formatted(owner))
                            .body())
                    .as(owner)
                    .contains("\"field\":\"owner\"");
        }
    }

    @Test
    void allKeysOfSomebodyWhoLeaves() {
        NewApiKey first = api.keyOf(Owner.user("ada"));
        NewApiKey second = api.keyOf(Owner.user("ada"));
        NewApiKey ofTenant = api.keyOf(Owner.tenant("acme"));
        String bob = api.person("bob");
        assertThat(api.get(KEYS + "?owner=ada", bob).body())
                .contains(first.key().id(), second.key().id())
                .doesNotContain(ofTenant.key().id());
        assertThat(api.send("DELETE", TENANT + "/members/ada/api-keys", bob, "{\"reason\":\"left\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(api.works(first.secret().reveal())).isFalse();
        assertThat(api.works(second.secret().reveal())).isFalse();
        assertThat(api.works(ofTenant.secret().reveal())).isTrue();
        assertThat(api.get(KEYS + "/" + first.key().id(), bob).body()).contains("\"revoked_reason\":\"left\"");
        assertThat(api.send("DELETE", TENANT + "/members/gail/api-keys", bob, null)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void listsAreFilteredAndGoOnWithACursor() {
        NewApiKey ofAda = api.keyOf(Owner.user("ada"));
        NewApiKey ofTenant = api.keyOf(Owner.tenant("acme"));
        ServiceAccount account = api.account("acme");
        NewApiKey ofAccount = api.keyOf(Owner.serviceAccount(account.id()));
        NewApiKey foreign = api.keyOf(Owner.tenant("globex"));
        String bob = api.person("bob");
        HttpResponse<String> first = api.get(KEYS + "?limit=2", bob);
        HttpResponse<String> second = api.get(KEYS + "?limit=2&after=" + member(first, "next"), bob);
        assertThat(first.body() + second.body())
                .contains(ofAda.key().id(), ofTenant.key().id(), ofAccount.key().id())
                .doesNotContain(foreign.key().id());
        assertThat(api.get(KEYS + "?owner=tenant", bob).body())
                .contains(ofTenant.key().id())
                .doesNotContain(ofAda.key().id(), ofAccount.key().id());
        assertThat(api.get(KEYS + "?owner=" + account.id(), bob).body())
                .contains(ofAccount.key().id(), "\"name\":\"pipeline\"")
                .doesNotContain(ofAda.key().id());
        assertThat(api.get(KEYS + "?status=revoked", bob).body()).contains("\"items\":[]");
        assertThat(api.get(KEYS + "?status=active&q=night", bob).body())
                .contains(ofAda.key().id());
        assertThat(api.get(KEYS + "?q=none", bob).body()).contains("\"items\":[]");
    }

    /** A cursor of another list or made by hand, a misspelt filter, numbers out of their range, and bodies with too much or too little. */
    @Test
    void badInputIsRefusedByField() {
        api.keyOf(Owner.tenant("acme"));
        api.keyOf(Owner.tenant("acme"));
        String bob = api.person("bob");
        String cursor = member(api.get(KEYS + "?limit=1", bob), "next");
        assertField(api.get(KEYS + "?owner=tenant&limit=1&after=" + cursor, bob), "after");
        assertField(api.get(ACCOUNTS + "?after=" + cursor, bob), "after");
        assertField(api.get(KEYS + "?after=bm8", bob), "after");
        assertField(api.get(KEYS + "?limit=201", bob), "limit");
        assertField(api.get(KEYS + "?status=live", bob), "status");
        assertField(api.get(KEYS + "?tenant=globex", bob), "tenant");
        assertField(api.post(KEYS, bob, "{\"name\":\"n\"}"), "owner");
        assertField(api.post(KEYS, bob, "{\"name\":\"n\",\"owner\":[\"tenant\"]}"), "owner");
        assertField(api.post(KEYS, bob, "{\"name\":\"n\",\"owner\":\"ada\"}"), "owner");
        assertField(
                api.post(
                        KEYS,
                        bob,
                        "{\"name\":\"n\",\"owner\":\"%s\"}"
                                .formatted(api.account("globex").id())),
                "owner");
        assertField(
                api.post(KEYS, bob, "{\"name\":\"%s\",\"owner\":\"tenant\"}".formatted("x".repeat(10_000))), "name");
        assertField(api.post(KEYS, bob, "{\"name\":\"n\",\"owner\":\"tenant\",\"created_by\":\"ada\"}"), "created_by");
        assertField(api.post(ACCOUNTS, bob, "{\"name\":\"%s\"}".formatted("x".repeat(10_000))), "name");
        assertField(api.post(ACCOUNTS, bob, "{\"name\":\"n\",\"tenant\":\"globex\"}"), "tenant");
        assertField(api.post(ACCOUNTS, bob, "{\"name\":\"n\",\"id\":\"sa_mine\"}"), "id");
        assertField(api.post(ACCOUNTS, bob, "{\"name\":\"n\",\"roles\":\"member\"}"), "roles");
        assertField(api.post(ACCOUNTS, bob, "{\"name\":\"n\",\"roles\":[\"none\"]}"), "roles");
        String one = ACCOUNTS + "/" + api.account("acme").id();
        assertField(api.send("PATCH", one, bob, "{\"enabled\":null}"), "enabled");
        assertField(api.send("PATCH", one, bob, "{\"name\":null}"), "name");
        assertField(api.send("PATCH", one, bob, "{\"tenant\":\"globex\"}"), "tenant");
    }

    private static void assertField(HttpResponse<String> refused, String field) {
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(refused.body()).contains("\"field\":\"" + field + "\"");
    }

    @Test
    void nobodyGivesMoreThanTheyHold() {
        String bob = api.person("bob");
        for (String scopes : new String[] {"reports:delete", "reports:*", "*", "keys:manage-tenant"}) {
            for (String owner : new String[] {"tenant", api.account("acme").id()}) {
                HttpResponse<String> refused = api.post(KEYS, bob, """
                        {"name":"n","owner":"%s","scopes":["%s"]}""".formatted(owner, scopes));
                assertField(refused, "scopes");
            }
        }
        assertField(api.post(ACCOUNTS, bob, "{\"name\":\"n\",\"roles\":[\"cleaner\"]}"), "roles");
        String one = ACCOUNTS + "/" + api.account("acme").id();
        assertField(api.send("PATCH", one, bob, "{\"roles\":[\"member\",\"cleaner\"]}"), "roles");
    }

    /** A login of a manager that lacks some of what they have gives nothing of it. */
    @Test
    void aNarrowedLoginGivesNoMoreThanItHas() {
        String bob = api.narrowed("bob", "keys:manage-tenant reports:write");
        assertField(api.post(KEYS, bob, """
                {"name":"n","owner":"tenant","scopes":["reports:read"]}"""), "scopes");
        HttpResponse<String> made = api.post(KEYS, bob, """
                {"name":"n","owner":"tenant"}""");
        assertThat(made.body()).as("all that both have").contains("\"scopes\":[\"reports:write\"]");
        String one = KEYS + "/" + member(made, "id");
        assertField(api.send("PATCH", one, bob, "{\"scopes\":[\"reports:read\",\"reports:write\"]}"), "scopes");
        NewApiKey wide = api.keyOf(Owner.tenant("acme"));
        assertThat(api.post(KEYS + "/" + wide.key().id() + "/rotate", bob, null).statusCode())
                .as("whoever has the secret would have what the login has not")
                .isEqualTo(400);
        assertThat(api.get(ACCOUNTS, bob).statusCode()).isEqualTo(403);
    }

    @Test
    void whoeverOnlySeesKeysChangesNone() {
        NewApiKey key = api.keyOf(Owner.tenant("acme"));
        String ron = api.person("ron");
        String one = KEYS + "/" + key.key().id();
        assertThat(api.get(KEYS, ron).body()).contains(key.key().id());
        assertThat(api.get(one, ron).statusCode()).isEqualTo(200);
        assertThat(api.post(KEYS, ron, "{\"name\":\"n\",\"owner\":\"tenant\"}").statusCode())
                .isEqualTo(403);
        assertThat(api.send("PATCH", one, ron, "{\"name\":\"n\"}").statusCode()).isEqualTo(403);
        assertThat(api.send("DELETE", one, ron, null).statusCode()).isEqualTo(403);
        assertThat(api.post(one + "/rotate", ron, null).statusCode()).isEqualTo(403);
        assertThat(api.get(ACCOUNTS, ron).statusCode()).isEqualTo(403);
        assertThat(api.works(key.secret().reveal())).isTrue();
    }

    @Test
    void whatIsNoRouteIsNotFoundInTheWordsOfTheStandardProfile() {
        HttpResponse<String> missing = api.get(TENANT + "/nothing", api.person("bob"));
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(api.send("GET", KEYS, null, null).statusCode()).isEqualTo(401);
        assertThat(api.get("/auth/api-keys", api.person("ada")).statusCode()).isEqualTo(200);
    }
}

package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.KeyQuery;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.client.Client;
import dev.sallyport.client.ClientQuery;
import dev.sallyport.secret.Sealed;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.session.Session;
import dev.sallyport.stores.Stores;
import dev.sallyport.user.UserQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Rows as earlier versions wrote them, in the SQL of those versions. */
final class EarlierRows {
    private static final SecretDigest DIGEST = SecretDigest.of("earlier");
    private static final SecretDigest NOTHING = SecretDigest.of("nothing");
    private static final long FAR = 9_000_000_000_000_000L;

    /** One entry for each version: rows that it was the first to have, or to have in this form. */
    private static final List<List<String>> BY_VERSION = List.of(
            List.of(
                    "INSERT INTO sallyport_user (id, login, roles, attributes, enabled, password_hash, version)"
                            + " VALUES ('ada', 'Ada', '', '', TRUE, 'hash', 3)",
                    "INSERT INTO sallyport_user_name (name, user_id) VALUES ('ada', 'ada')",
                    "INSERT INTO sallyport_api_key (id, digest, owner_id, audience, name, created_at, version)"
                            + " VALUES ('k', '" + DIGEST.hex() + "', 'ada', 'app', 'name', 1, 2)",
                    "INSERT INTO sallyport_api_key (id, digest, owner_id, audience, name, scopes, created_at, version)"
                            + " VALUES ('n', '" + NOTHING.hex() + "', 'ada', 'app', 'name', '', 1, 2)",
                    "INSERT INTO sallyport_session (id, owner_id, credential_id, label, amr, auth_time, created_at, expires_at)"
                            + " VALUES ('unnamed', 'ada', 'k', '', '', 1, 2, " + FAR + ")",
                    "INSERT INTO sallyport_session (id, owner_id, amr, auth_time, created_at, expires_at)"
                            + " VALUES ('s', 'ada', '', 1, 2, " + FAR + ")",
                    "INSERT INTO sallyport_signing_key (kid, period, algorithm, created_at, active_at, sealed)"
                            + " VALUES ('kid', 1, 'ES256', 1, 2, 'sealed')",
                    "INSERT INTO sallyport_change (entry_number, kind, subject) VALUES (1, 'OWNER', 'ada')",
                    "UPDATE sallyport_change_counter SET head = 1"),
            List.of("INSERT INTO sallyport_refresh_family"
                    + " (session_id, sealed_key, generation, grace_until, expires_at) VALUES ('s', 'sealed', 7, 1, "
                    + FAR + ")"),
            List.of(
                    "INSERT INTO sallyport_second_factor (owner_id, sealed_seed, created_at, confirmed_at, last_step)"
                            + " VALUES ('ada', 'sealed', 1, 2, 3)",
                    "INSERT INTO sallyport_recovery_code (owner_id, digest) VALUES ('ada', '" + DIGEST.hex() + "')"),
            List.of(
                    "INSERT INTO sallyport_client (id, type, name, scopes, secrets, created_at)"
                            + " VALUES ('c', 'project', 'name', '', '', 1)",
                    "INSERT INTO sallyport_revoked_token (jti, expires_at) VALUES ('jti', " + FAR + ")"),
            List.of(
                    "INSERT INTO sallyport_browser_cookie (digest, owner_id, session_id, idle_until, expires_at) VALUES ('"
                            + DIGEST.hex() + "', 'ada', 's', " + FAR + ", " + FAR + ")"),
            List.of("INSERT INTO sallyport_leak_report (id, sealed, reported_at, claimed_until)"
                    + " VALUES ('report', 'sealed', 1, 2)"),
            List.of("INSERT INTO sallyport_audit"
                    + " (happened_at, type, actor, owner_id, credential_id, address, details)"
                    + " VALUES (1, 'API_KEY_CREATED', 'admin', 'ada', 'k', '192.0.2.1', '')"),
            List.of("INSERT INTO sallyport_client (id, type, name, scopes, grants, secrets, created_at)"
                    + " VALUES ('d', 'project', 'name', '', 'refresh_token', '', 1)"),
            List.of(),
            List.of(),
            List.of("INSERT INTO sallyport_session (id, owner_id, amr, auth_time, created_at, expires_at, audience)"
                    + " VALUES ('t', 'ada', '', 1, 2, " + FAR + ", 'app')"),
            List.of(),
            List.of(),
            List.of(
                    "UPDATE sallyport_api_key SET scopes = '\"all\"' WHERE scopes IS NULL",
                    "UPDATE sallyport_api_key SET scopes = '\"none\"' WHERE scopes = ''",
                    "UPDATE sallyport_refresh_family SET scopes = '\"all\"' WHERE scopes IS NULL",
                    "UPDATE sallyport_client SET grants = '\"all\"' WHERE grants IS NULL",
                    "UPDATE sallyport_session SET label = '\n' WHERE label = ''",
                    "INSERT INTO sallyport_user (id, login, email, name, tenant, roles, attributes, enabled, password_hash,"
                            + " version) VALUES ('vic', 'Vic', 'victor@example.com', 'Victor H', 'acme',"
                            + " 'admin\nviewer\n', '', TRUE, 'hash', 1)",
                    "INSERT INTO sallyport_user_name (name, user_id) VALUES ('vic', 'vic')",
                    "INSERT INTO sallyport_user_name (name, user_id) VALUES ('victor@example.com', 'vic')",
                    "INSERT INTO sallyport_api_key (id, digest, owner_id, audience, name, scopes, created_at, version)"
                            + " VALUES ('v', '" + SecretDigest.of("v").hex()
                            + "', 'vic', 'app', 'Nightly', '\"none\"', 1, 2)",
                    "INSERT INTO sallyport_client (id, type, name, tenant, scopes, secrets, created_at, audience)"
                            + " VALUES ('e', 'project', 'Export', 'acme', '', '', 1, 'app')"),
            List.of(
                    "UPDATE sallyport_user SET name_key = LOWER(name)",
                    "UPDATE sallyport_user_name SET tenant = 'acme' WHERE user_id = 'vic'",
                    "INSERT INTO sallyport_user_role (role, user_id, tenant) VALUES ('admin', 'vic', 'acme')",
                    "INSERT INTO sallyport_user_role (role, user_id, tenant) VALUES ('viewer', 'vic', 'acme')",
                    "UPDATE sallyport_api_key SET name_key = LOWER(name), created_by = owner_id",
                    "UPDATE sallyport_api_key SET tenant = 'acme' WHERE owner_id = 'vic'",
                    "UPDATE sallyport_client SET name_key = LOWER(name)"),
            List.of(),
            List.of(),
            List.of(
                    "INSERT INTO sallyport_service_account (id, name, tenant, roles, enabled, created_at, version)"
                            + " VALUES ('sa_1', 'Nightly', 'acme', 'viewer\n', TRUE, 1, 2)",
                    "INSERT INTO sallyport_tenant (id, disabled_at) VALUES ('gone', 7)"));

    private EarlierRows() {}

    /** Of that version and those before it. */
    static List<String> until(int version) {
        if (version > BY_VERSION.size()) {
            throw new IllegalStateException("Add an entry here with rows as version " + version + " writes them");
        }
        List<String> statements = new ArrayList<>();
        BY_VERSION.stream().limit(version).forEach(statements::addAll);
        return statements;
    }

    static void requireAll(Stores stores, int version) {
        assertThat(stores.users().findByLogin("ADA"))
                .hasValueSatisfying(user -> assertThat(user.version()).isEqualTo(3));
        assertThat(stores.apiKeys().findByDigest(DIGEST))
                .hasValueSatisfying(key -> assertThat(key.id()).isEqualTo("k"))
                .hasValueSatisfying(
                        key -> assertThat(key.scopes()).as("all of the owner's").isNull());
        assertThat(stores.apiKeys().findByDigest(NOTHING))
                .hasValueSatisfying(key -> assertThat(key.scopes()).isEmpty());
        assertThat(stores.sessions().findByLabel("k", "")).isPresent();
        assertThat(stores.sessions().findById("s")).isPresent();
        assertThat(stores.signingKeys().findAll()).hasSize(1);
        assertThat(stores.changeLog().readAfter(0, 9).entries()).hasSize(1);
        if (version >= 2) {
            assertThat(stores.refreshFamilies().findBySession("s"))
                    .hasValueSatisfying(
                            family -> assertThat(family.generation()).isEqualTo(7))
                    .hasValueSatisfying(family ->
                            assertThat(family.scopes()).as("all of the owner's").isNull());
        }
        if (version >= 3) {
            assertThat(stores.secondFactors().find("ada")).isPresent();
            assertThat(stores.secondFactors().recoveryCodesLeft("ada")).isEqualTo(1);
        }
        if (version >= 4) {
            assertThat(stores.clients().find("c"))
                    .hasValueSatisfying(client ->
                            assertThat(client.grants()).as("all of its type's").isNull());
            assertThat(stores.revokedTokens().contains("jti")).isTrue();
        }
        if (version >= 5) {
            assertThat(stores.browserCookies().find(DIGEST)).isPresent();
        }
        if (version >= 6) {
            assertThat(stores.leakReports().findUnclaimed("app", Instant.EPOCH.plusSeconds(1), 9))
                    .singleElement()
                    .satisfies(report -> assertThat(report.sealed()).isEqualTo(Sealed.of("sealed")));
        }
        if (version >= 7) {
            assertThat(stores.auditLog().find(AuditQuery.newest()).events())
                    .singleElement()
                    .satisfies(event -> assertThat(event.credential()).isEqualTo("k"));
        }
        if (version >= 8) {
            assertThat(stores.clients().find("d"))
                    .hasValueSatisfying(client -> assertThat(client.grants()).containsExactly("refresh_token"));
        }
        if (version >= 18) {
            assertThat(stores.serviceAccounts().findById("sa_1"))
                    .hasValueSatisfying(account -> assertThat(account.roles()).containsExactly("viewer"));
            assertThat(stores.tenants().disabledAt("gone")).isPresent();
        }
        requireLists(stores);
        if (version >= 14) {
            requireSearches(stores);
        }
        assertThat(stores.sessions().findById("s"))
                .hasValueSatisfying(session ->
                        assertThat(session.audience()).as("of before").isNull());
        if (version >= 11) {
            assertThat(stores.sessions().findByOwner("ada", "app", 9))
                    .extracting(Session::id)
                    .containsExactly("t");
        }
    }

    /** Whose keys are, of every version. */
    private static void requireLists(Stores stores) {
        KeyQuery keys = KeyQuery.all().withAudience("app").withOwner("ada");
        assertThat(stores.apiKeys().list(keys, Instant.EPOCH).items())
                .extracting(ApiKey::id)
                .containsExactlyInAnyOrder("k", "n");
        assertThat(stores.apiKeys().findById("k"))
                .hasValueSatisfying(key -> assertThat(key.createdBy()).isEqualTo("ada"))
                .hasValueSatisfying(key -> assertThat(key.tenant()).isNull())
                .hasValueSatisfying(key -> assertThat(key.ownerKind()).isEqualTo(ApiKey.OwnerKind.USER));
        assertThat(users(stores, UserQuery.all().withText("AD"))).containsExactly("ada");
    }

    private static void requireSearches(Stores stores) {
        UserQuery acme = UserQuery.all().withTenant("acme");
        for (UserQuery query : List.of(
                acme,
                acme.withRole("admin"),
                UserQuery.all().withRole("viewer"),
                acme.withText("victor h"),
                acme.withText("victor@"),
                UserQuery.all().withText("VICTOR"))) {
            assertThat(users(stores, query)).as(query.toString()).containsExactly("vic");
        }
        KeyQuery keys = KeyQuery.all().withAudience("app");
        for (KeyQuery query : List.of(keys.withTenant("acme"), keys.withText("nightly"))) {
            assertThat(stores.apiKeys().list(query, Instant.EPOCH).items())
                    .extracting(ApiKey::id)
                    .containsExactly("v");
        }
        ClientQuery clients = ClientQuery.all().withAudience("app");
        for (ClientQuery query : List.of(clients.withTenant("acme"), clients.withText("exp"))) {
            assertThat(stores.clients().list(query).items())
                    .extracting(Client::id)
                    .containsExactly("e");
        }
    }

    private static List<String> users(Stores stores, UserQuery query) {
        return stores.users().list(query).items().stream()
                .map(stored -> stored.user().id())
                .toList();
    }
}

package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.store.jdbc.JdbcStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    Path folder = Path.of("");

    private final String url = Databases.h2();
    private final Shell shell = new Shell(url);

    @BeforeEach
    void migrate() {
        shell.withSettings(folder);
        assertThat(shell.run("schema", "migrate").code()).isEqualTo(Exit.OK);
    }

    private Shell.Answer done(String... arguments) {
        Shell.Answer answer = shell.run(arguments);
        assertThat(answer.code()).as(answer.err()).isEqualTo(Exit.OK);
        return answer;
    }

    /** An access token of a new user, and the published keys. */
    private String token() throws IOException {
        try (Sallyport application = Sallyport.builder()
                .issuer(Shell.ISSUER)
                .scopes("reports:read", "reports:write")
                .roles(Role.of("analyst", "reports:read", "reports:write"))
                .masterKey(MasterKey.fromBase64(Secret.of(Shell.MASTER_KEY)))
                .auditSink(event -> {})
                .stores(JdbcStores.of(new UrlDataSource(Secret.of(url), null, null)))
                .build()) {
            Files.writeString(
                    folder.resolve("jwks.json"), application.signingKeys().jwks());
            return application
                    .logins()
                    .withPassword(new PasswordLogin(
                            "ada", Secret.of(PASSWORD), null, null, new LoginOrigin("192.0.2.1", null, null)))
                    .orElseThrow()
                    .accessToken()
                    .reveal();
        }
    }

    @Test
    void explainsATokenClaimByClaimWithAndWithoutTheDatabase() throws IOException {
        shell.runWith(PASSWORD, "user", "create", "ada", "--role", "analyst", "--password-stdin");
        String token = token();
        String jwks = folder.resolve("jwks.json").toString();

        Shell.Answer good = shell.runWith(token, "token", "explain", "--json");
        assertThat(good.code()).as(good.out()).isEqualTo(Exit.OK);
        assertThat(good.out()).contains("\"part\":\"iss\"", "\"part\":\"exp\"", "\"part\":\"database\"");
        assertThat(shell.runWith(token, "token", "verify", "--json").json()).containsEntry("valid", true);
        Shell elsewhere = new Shell("jdbc:h2:mem:gone;IFEXISTS=TRUE");
        assertThat(elsewhere.runWith(token, "token", "verify", "--jwks", jwks).code())
                .isEqualTo(Exit.OK);
        assertThat(elsewhere.runWith(token, "token", "verify").code()).isEqualTo(Exit.DATABASE);

        Shell.Answer other = elsewhere.runWith(
                token, "token", "explain", "--jwks", jwks, "--audience", "https://other.example.com", "--json");
        assertThat(other.code()).isEqualTo(Exit.REFUSED);
        assertThat(other.out())
                .contains("\"part\":\"aud\",\"value\":\"https://api.example.com\",\"fits\":false")
                .contains("\"part\":\"signature\",\"value\":null,\"fits\":true");

        String forged = token.substring(0, token.lastIndexOf('.') + 1) + "A".repeat(86);
        assertThat(shell.runWith(forged, "token", "explain", "--json").out())
                .contains("\"part\":\"signature\",\"value\":null,\"fits\":false");
        assertThat(shell.runWith("eyJ", "token", "explain").code()).isEqualTo(Exit.REFUSED);

        done("user", "disable", "ada");
        Shell.Answer stopped = shell.runWith(token, "token", "explain", "--json");
        assertThat(stopped.code()).isEqualTo(Exit.REFUSED);
        assertThat(stopped.out())
                .contains("\"part\":\"database\",\"value\":null,\"fits\":false")
                .contains("\"part\":\"signature\",\"value\":null,\"fits\":true");
        assertThat(shell.runWith(token, "token", "verify", "--json").out()).contains("\"cause\":\"invalid_token\"");
    }

    @Test
    void secretsAreNoArgumentsAndAreNotRepeated() {
        Shell.Answer token = shell.run("token", "explain", "eyJsecret.eyJ.x");
        assertThat(token.code()).isEqualTo(Exit.USAGE);
        assertThat(token.err()).contains("standard input").doesNotContain("eyJsecret");
        Shell.Answer key = shell.run("key", "find", "sp_key_secret");
        assertThat(key.code()).isEqualTo(Exit.USAGE);
        assertThat(key.err()).doesNotContain("sp_key_secret");
        Shell.Answer in = shell.run("schema", "status", "--url", "jdbc:postgresql://localhost/a?password=topsecret");
        assertThat(in.code()).isEqualTo(Exit.USAGE);
        assertThat(in.err()).contains("SALLYPORT_DB_PASSWORD").doesNotContain("topsecret");
        assertThat(shell.run("key", "find").code()).isEqualTo(Exit.USAGE);
    }

    @Test
    void exitCodesSayWhatWentWrong() {
        assertThat(shell.run().code()).isEqualTo(Exit.USAGE);
        assertThat(shell.run("user").code()).isEqualTo(Exit.USAGE);
        assertThat(shell.run("user", "show", "nobody").code()).isEqualTo(Exit.REFUSED);
        assertThat(shell.run("user", "create", "bob", "--role", "anlyst").code())
                .isEqualTo(Exit.REFUSED);
        assertThat(shell.run("key", "revoke", "none").code()).isEqualTo(Exit.REFUSED);
        assertThat(shell.run("signing-key", "revoke", "none").code()).isEqualTo(Exit.REFUSED);
        assertThat(shell.run("signing-key", "rotate").code()).isEqualTo(Exit.REFUSED);
        assertThat(shell.run("audit", "--limit", "0").code()).isEqualTo(Exit.USAGE);
        assertThat(new Shell("jdbc:postgresql://127.0.0.1:1/none")
                        .run("schema", "status")
                        .code())
                .isEqualTo(Exit.DATABASE);
        assertThat(new Shell(url).unset("SALLYPORT_ISSUER").run("audit").code()).isEqualTo(Exit.CONFIGURATION);
        assertThat(new Shell(url).unset("SALLYPORT_MASTER_KEY").run("audit").code())
                .isEqualTo(Exit.CONFIGURATION);
    }

    @Test
    void aWrongMasterKeyChangesNothing() {
        done("user", "create", "ada");
        Shell wrong = new Shell(url).set("SALLYPORT_MASTER_KEY", "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=");
        Shell.Answer answer = wrong.run("user", "disable", "ada");
        assertThat(answer.code()).isEqualTo(Exit.CONFIGURATION);
        assertThat(answer.err()).contains("master key").doesNotContain("QUJDREVG");
        assertThat(done("user", "show", "ada", "--json").json()).containsEntry("enabled", true);
    }

    @Test
    void theMasterKeyIsChangedAtOnce() {
        done("user", "create", "ada");
        String next = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=";
        Shell later = new Shell(url).set("SALLYPORT_MASTER_KEY", next);
        assertThat(new Shell(url).run("master-key", "rotate").code()).isEqualTo(Exit.CONFIGURATION);
        later.set("SALLYPORT_PREVIOUS_MASTER_KEY", Shell.MASTER_KEY);
        Shell.Answer moved = later.run("master-key", "rotate", "--json");
        assertThat(moved.code()).as(moved.err()).isEqualTo(Exit.OK);
        assertThat(moved.out()).contains("\"remaining\":0");
        assertThat(later.unset("SALLYPORT_PREVIOUS_MASTER_KEY")
                        .run("user", "show", "ada")
                        .code())
                .isEqualTo(Exit.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u202Emoc.elpmaxe", "a\u200Bb"})
    void aNameOfAUserMovesNoTerminal(String name) {
        done("user", "create", "ada", "--name", name);
        assertThat(done("user", "show", "ada").out()).doesNotContain(name).contains("\\u20");
    }

    @Test
    void rolesClientsAndEverythingElseThatChanges() {
        done("user", "create", "ada", "--email", "ada@example.com", "--role", "viewer");
        assertThat(done("user", "roles", "ada@example.com", "--add", "analyst", "--remove", "viewer", "--json")
                        .out())
                .contains("\"roles\":[\"analyst\"]");
        done("user", "disable", "ada");
        assertThat(done("user", "enable", "ada").out()).contains("enabled").contains("yes");
        assertThat(done("key", "create", "ada", "short", "--expires-in", "12h", "--json")
                        .text("expires_at"))
                .isNotEqualTo("null");
        assertThat(shell.run("key", "create", "ada", "short", "--expires-in", "soon")
                        .code())
                .isEqualTo(Exit.USAGE);
        assertThat(done("key", "list", "ada").out()).contains("ID", "short");

        Shell.Answer client = done("client", "create", "project", "nightly", "--json");
        String id = client.text("id");
        assertThat(client.text("secret")).startsWith("ps_");
        assertThat(done("client", "list", "--json").out()).contains(id).doesNotContain(client.text("secret"));
        assertThat(done("client", "rotate-secret", id, "--json").text("secret")).isNotEqualTo(client.text("secret"));
        done("client", "disable", id);
        done("client", "enable", id);
        done("client", "delete", id);
        assertThat(shell.run("client", "delete", id).code()).isEqualTo(Exit.REFUSED);
        assertThat(done("audit", "--json").out())
                .contains("CLIENT_DELETED", "\"actor\":\"cli:tester\"")
                .doesNotContain("\"actor\":null");
        assertThat(done("audit", "--limit", "1", "--json").text("next")).contains("_");
    }

    @Test
    void tenantsAndServiceAccounts() {
        Shell.Answer made = done("service-account", "create", "acme", "pipeline", "--role", "viewer", "--json");
        String id = made.text("id");
        assertThat(made.out()).contains("\"roles\":[\"viewer\"]", "\"created_by\":\"cli:tester\"");
        assertThat(shell.run("service-account", "create", "acme", "x", "--role", "vewer")
                        .code())
                .isEqualTo(Exit.REFUSED);
        assertThat(done("service-account", "list", "acme", "--json").out()).contains(id, "\"next\":null");
        assertThat(done("service-account", "list", "globex", "--json").out()).doesNotContain(id);
        assertThat(shell.run("service-account", "list", "acme", "--after", "bm8")
                        .code())
                .isEqualTo(Exit.REFUSED);
        assertThat(done("service-account", "disable", id, "--json").json()).containsEntry("enabled", false);
        assertThat(done("service-account", "enable", id, "--json").json()).containsEntry("enabled", true);
        done("service-account", "delete", id);
        assertThat(shell.run("service-account", "delete", id).code()).isEqualTo(Exit.REFUSED);

        assertThat(done("tenant", "disable", "acme", "--json").json()).containsEntry("enabled", false);
        assertThat(done("tenant", "show", "acme", "--json").json()).containsEntry("enabled", false);
        assertThat(done("tenant", "enable", "acme", "--json").json()).containsEntry("enabled", true);
        assertThat(shell.run("tenant", "disable", "").code()).isEqualTo(Exit.USAGE);
        assertThat(done("audit", "--json").out())
                .contains("SERVICE_ACCOUNT_DELETED", "TENANT_DISABLED", "TENANT_ENABLED")
                .doesNotContain("\"actor\":null");
    }

    @Test
    void listsExportsAndDeletes() {
        done("user", "create", "ada", "--name", "Ada", "--tenant", "acme", "--role", "viewer");
        done("user", "create", "bob", "--tenant", "globex");
        String key = done("key", "create", "ada", "nightly", "--json").text("id");
        assertThat(done("user", "list", "--json").out()).contains("\"login\":\"ada\"", "\"login\":\"bob\"");
        assertThat(done("user", "list", "--query", "AD", "--tenant", "acme", "--role", "viewer", "--json")
                        .out())
                .contains("\"login\":\"ada\"")
                .doesNotContain("bob");
        Shell.Answer first = done("user", "list", "--limit", "1", "--json");
        assertThat(done("user", "list", "--limit", "1", "--after", first.text("next"), "--json")
                        .out())
                .contains("\"next\":null");
        assertThat(shell.run("user", "list", "--after", "bm8").code()).isEqualTo(Exit.REFUSED);
        assertThat(done("key", "list", "--query", "night", "--state", "LIVE", "--json")
                        .out())
                .contains(key);
        assertThat(done("key", "list", "bob", "--json").out()).doesNotContain(key);
        assertThat(done("client", "list", "--state", "DISABLED", "--json").out())
                .contains("\"clients\":[]");

        assertThat(done("user", "export", "ada").out()).contains("\"login\":\"ada\"", key);
        assertThat(shell.run("user", "delete", "ada").code()).isEqualTo(Exit.REFUSED);
        done("user", "delete", "ada", "--revoke-keys");
        assertThat(shell.run("user", "show", "ada").code()).isEqualTo(Exit.REFUSED);
        assertThat(done("audit", "--json").out()).contains("USER_EXPORTED", "USER_DELETED");
    }

    @Test
    void rolesOfOperatorsAndManagersAreGranted() throws IOException {
        Path file = folder.resolve("people.properties");
        Files.writeString(file, """
                scopes = reports:read
                role.operator = sallyport:users
                role.auditor = keys:read-tenant
                """);
        assertThat(done(
                                "user",
                                "create",
                                "eve",
                                "--role",
                                "operator",
                                "--role",
                                "auditor",
                                "--settings",
                                file.toString(),
                                "--json")
                        .out())
                .contains("\"roles\":[\"auditor\",\"operator\"]");
    }

    @Test
    void settingsThatNobodyKnowsAreAnError() throws IOException {
        Path file = folder.resolve("other.properties");
        Files.writeString(file, "isuer = x\n");
        Shell.Answer answer = shell.run("audit", "--settings", file.toString());
        assertThat(answer.code()).isEqualTo(Exit.CONFIGURATION);
        assertThat(answer.err()).contains("isuer");
    }

    @Test
    void theDoctorSaysWhatToDo() {
        Shell.Answer healthy = shell.run("doctor", "--json");
        assertThat(healthy.code()).as(healthy.out()).isEqualTo(Exit.OK);
        Shell.Answer empty = new Shell(Databases.h2()).run("doctor");
        assertThat(empty.code()).isEqualTo(Exit.REFUSED);
        assertThat(empty.out()).contains("sallyport schema migrate");
        Shell.Answer away = new Shell("jdbc:postgresql://127.0.0.1:1/none")
                .unset("SALLYPORT_MASTER_KEY")
                .run("doctor");
        assertThat(away.code()).isEqualTo(Exit.REFUSED);
        assertThat(away.out()).contains("Cannot be reached", "SALLYPORT_MASTER_KEY");
        assertThat(shell.run("health").code()).isEqualTo(Exit.REFUSED);
    }

    @Test
    void completionAndHelpNameTheCommands() {
        assertThat(done("completion").out()).contains("complete", "signing-key", "bashcompinit");
        assertThat(done("--help").out()).contains("SALLYPORT_MASTER_KEY", "Exit codes");
        assertThat(done("key", "create", "--help").out()).contains("--expires-in", "--json");
    }
}

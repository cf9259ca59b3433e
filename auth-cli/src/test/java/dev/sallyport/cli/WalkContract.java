package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.grant.KeyLogin;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.store.jdbc.JdbcStores;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An incident from an empty database to its end, by the command line alone. */
abstract class WalkContract {
    @TempDir
    Path folder = Path.of("");

    abstract String url();

    private static Sallyport application(String url) {
        return Sallyport.builder()
                .issuer(Shell.ISSUER)
                .scopes("reports:read", "reports:write")
                .roles(Role.of("analyst", "reports:read", "reports:write"), Role.of("viewer", "reports:read"))
                .masterKey(MasterKey.fromBase64(Secret.of(Shell.MASTER_KEY)))
                .auditSink(event -> {})
                .stores(JdbcStores.of(new UrlDataSource(Secret.of(url), null, null)))
                .build();
    }

    @Test
    void aLeakedKeyIsFoundByItsTextAndRevokedWhileNoApplicationRuns() {
        String url = url();
        Shell shell = new Shell(url).withSettings(folder);
        Shell.Answer empty = shell.run("schema", "status", "--json");
        assertThat(empty.code()).as(empty.err()).isEqualTo(Exit.REFUSED);
        assertThat(shell.run("user", "create", "ada").code()).isEqualTo(Exit.CONFIGURATION);
        assertThat(shell.run("schema", "migrate").code()).isEqualTo(Exit.OK);
        assertThat(shell.run("schema", "status").code()).isEqualTo(Exit.OK);

        Shell.Answer ada = shell.runWith(
                "correct horse battery\n", "user", "create", "ada", "--role", "analyst", "--password-stdin", "--json");
        assertThat(ada.code()).as(ada.err()).isEqualTo(Exit.OK);
        Shell.Answer made = shell.run("key", "create", "ada", "nightly", "--scope", "reports:read", "--json");
        assertThat(made.code()).as(made.err()).isEqualTo(Exit.OK);
        String text = made.text("key");
        // Nothing but what was asked for: the application makes its first key itself, of its own algorithm.
        assertThat(shell.run("signing-key", "list", "--json").out()).contains("\"signing_keys\":[]");

        try (Sallyport application = application(url)) {
            assertThat(application.authenticate(text, "203.0.113.9")).isInstanceOf(AuthenticationResult.Accepted.class);
            application
                    .logins()
                    .withApiKey(new KeyLogin(Secret.of(text), null, new LoginOrigin("203.0.113.9", null, null)))
                    .orElseThrow();
        }

        Shell.Answer found = shell.runWith(text + "\n", "key", "find", "--json");
        assertThat(found.code()).as(found.err()).isEqualTo(Exit.OK);
        assertThat(found.out()).contains("203.0.113.9").doesNotContain(text);
        String id = found.text("id");
        assertThat(id).isEqualTo(made.text("id"));
        Shell.Answer revoked = shell.run("key", "revoke", id, "--reason", "leaked");
        assertThat(revoked.code()).as(revoked.err()).isEqualTo(Exit.OK);
        assertThat(shell.run("user", "end-sessions", "ada", "--json").out()).contains("\"ended\":0");
        assertThat(shell.run("audit", "--credential", id, "--type", "API_KEY_REVOKED", "--json")
                        .out())
                .contains("\"actor\":\"cli:tester\"", "leaked");
        assertThat(shell.run("audit", "--type", "USER_CREATED", "--json").out()).contains("\"actor\":\"cli:tester\"");

        try (Sallyport application = application(url)) {
            assertThat(application.authenticate(text, "203.0.113.9")).isInstanceOf(AuthenticationResult.Refused.class);
        }
        assertThat(shell.run("signing-key", "rotate", "--now", "--actor", "carol", "--json")
                        .code())
                .isEqualTo(Exit.OK);
        assertThat(shell.run("audit", "--type", "SIGNING_KEY_CREATED", "--json").out())
                .contains("\"actor\":\"carol\"");
        assertThat(shell.run("health").code()).isEqualTo(Exit.OK);
        Shell.Answer doctor = shell.run("doctor");
        assertThat(doctor.code()).as(doctor.out()).isEqualTo(Exit.OK);
        assertThat(shell.run("purge", "--json").out()).contains("\"removed\":");
        assertThat(shell.run("master-key", "status", "--json").out()).contains("\"present\":true");
    }
}

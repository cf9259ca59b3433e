package dev.sallyport.audit;

import static dev.sallyport.fixture.Node.PASSWORD;
import static dev.sallyport.fixture.Node.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.ApiKeyPolicy;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.KeyUpdate;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.Clients;
import dev.sallyport.client.NewClient;
import dev.sallyport.fixture.Authenticator;
import dev.sallyport.fixture.Mailbox;
import dev.sallyport.fixture.Node;
import dev.sallyport.grant.Accounts;
import dev.sallyport.grant.ClientLogin;
import dev.sallyport.grant.Login;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.tenant.ServiceAccount;
import dev.sallyport.tenant.ServiceAccounts;
import dev.sallyport.user.NewSecondFactor;
import dev.sallyport.user.NewUser;
import dev.sallyport.user.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Does everything there is to record, and looks for secrets in the record. */
class AuditSilenceTest {
    private static final String UNKNOWN = "mistyped-Password1-as-login";
    private static final String WRONG = "some wrong guess";
    private static final String IMPORTED = "legacy-0123456789abcdefghijklmn";

    private final Mailbox mailbox = new Mailbox();
    private final List<String> secrets = new ArrayList<>(List.of(PASSWORD.reveal(), UNKNOWN, WRONG, IMPORTED));

    @Test
    void noEventHasACredentialOrAnUnknownLogin() {
        try (Node node = Node.create(settings -> settings.accounts(mailbox::into)
                .clientTypes(ClientType.of("project", "p_", "ps_", CallerKind.CLIENT))
                .apiKeys(keys -> ApiKeyPolicy.defaults()
                        .withMaxPerOwner(100)
                        .withMaxOverlap(Duration.ofDays(1))
                        .withImportedPrefixes("legacy-")))) {
            doEverything(node);
            EnumSet<AuditEvent.Type> seen = EnumSet.copyOf(node.audit.types());
            assertThat(EnumSet.complementOf(seen))
                    .as("recorded by the filter, in the background, or tested where it happens")
                    .containsExactlyInAnyOrder(
                            AuditEvent.Type.ACCESS_DENIED,
                            AuditEvent.Type.API_KEY_FIRST_USED,
                            AuditEvent.Type.CREDENTIAL_LEAKED,
                            AuditEvent.Type.NOTICES_LEFT_OUT,
                            AuditEvent.Type.PASSWORDS_SPRAYED,
                            AuditEvent.Type.PASSWORD_REHASHED,
                            AuditEvent.Type.RATE_LIMITS_LOCAL,
                            AuditEvent.Type.RATE_LIMITS_SHARED,
                            AuditEvent.Type.USER_EXPORTED);
            String all = String.join(
                            "\n",
                            node.audit.events().stream()
                                    .map(LoggingAuditSink::line)
                                    .toList())
                    + node.audit.events();
            assertThat(secrets)
                    .hasSizeGreaterThan(8)
                    .allSatisfy(secret ->
                            assertThat(all).doesNotContain(secret).doesNotContain(secret.toLowerCase(Locale.ROOT)));
        }
    }

    private void doEverything(Node node) {
        node.userWithPassword("ada", "analyst");
        Login login = node.login("ada");
        remember(login.accessToken(), Objects.requireNonNull(login.newDeviceCookie()));
        Caller ada = node.accepted(login.accessToken());
        node.tryLogin("ada", Secret.of(WRONG));
        node.tryLogin(UNKNOWN, Secret.of(WRONG));
        node.userWithPassword("locked");
        for (int i = 0; i < 11; i++) {
            node.tryLogin("locked", Secret.of(WRONG));
        }
        useKeys(node, ada);
        reuseRefreshToken(node);
        useSecondFactor(node);
        useTickets(node);
        useClients(node);
        useTenants(node);
        Secret key = node.key("ada").secret();
        remember(key, node.keyLogin(key, "a").accessToken());
        node.tryKeyLogin(Secret.of(WRONG), "a");
        node.tryKeyLogin(Secret.of(key.reveal() + "x"), "a");
        done(node.auth.self().sessions().endAll(node.accepted(key), Node.ADDRESS));
        done(node.auth.users().setRoles("ada", Set.of("viewer"), Actor.application()));
        done(node.auth.users().setPassword("ada", Secret.of("another good password"), Actor.application()));
        secrets.add("another good password");
        done(node.auth.users().disable("ada", Actor.application()));
        node.auth.signingKeys().rotateNow();
        node.auth
                .signingKeys()
                .revoke(node.stores.stores().signingKeys().findAll().get(0).kid());
        node.auth.logins().logout(ada, Node.ADDRESS);
    }

    private void useTenants(Node node) {
        Actor app = Actor.application();
        done(node.auth
                .users()
                .create(NewUser.of("tom").withId("tom").withTenant("acme").withRoles("analyst"), app));
        ServiceAccounts accounts = node.auth.serviceAccounts();
        ServiceAccount account = done(accounts.create("acme", "robot", Set.of("analyst"), app));
        NewApiKey own = node.key("tom");
        ApiKey.Owner robot = ApiKey.Owner.serviceAccount(account.id());
        NewApiKey key = done(node.auth.apiKeys().create(robot, KeyRequest.named("job"), app));
        remember(own.secret(), key.secret());
        done(node.auth.apiKeys().transfer(own.key(), robot, ScopeSet.none(), app));
        done(accounts.update(account.id(), each -> each.withName("machine"), app));
        done(accounts.disable(account.id(), app));
        done(accounts.enable(account.id(), app));
        done(accounts.delete(account.id(), app));
        node.auth.tenants().disable("acme", app);
        node.auth.tenants().enable("acme", app);
    }

    private void useTickets(Node node) {
        Accounts accounts = node.auth.accounts().orElseThrow();
        User eve = done(node.auth.users().create(NewUser.of("eve").withEmail("eve@example.com"), Actor.application()));
        Secret enrolment = done(accounts.enrol(eve.id(), Actor.application())).ticket();
        done(accounts.setPassword(enrolment, PASSWORD, Node.origin(null)));
        done(accounts.forgot("eve", Node.origin(null)));
        Secret reset = mailbox.ticket();
        done(accounts.setPassword(reset, PASSWORD, Node.origin(null)));
        Outcome<?> unused = accounts.setPassword(reset, PASSWORD, Node.origin(null));
        mailbox.fail();
        done(accounts.forgot("eve", Node.origin(null)));
        node.audit.await(AuditEvent.Type.MAIL_FAILED);
        remember(enrolment, reset, mailbox.ticket());
        done(node.auth.users().delete(eve.id(), Actor.application()));
    }

    private void useClients(Node node) {
        Clients clients = node.auth.clients();
        NewClient client = done(clients.create(ClientRequest.of("project", "one"), Actor.application()));
        String id = client.client().id();
        Login login = done(node.auth.logins().withClient(ClientLogin.of(id, client.secret(), Node.origin(null))));
        node.auth.revocations().revoke(login.accessToken(), "leaked", Actor.application());
        NewClient rotated = done(clients.rotateSecret(id, Duration.ofHours(1), Actor.application()));
        remember(client.secret(), rotated.secret(), login.accessToken());
        Secret pair = Secret.of(id + ":" + client.secret().reveal());
        node.auth.revocations().revoke(pair, "leaked", Actor.application());
        done(clients.update(id, Clients.Update.nothing().withName("other"), Actor.application()));
        done(clients.disable(id, Actor.application()));
        done(clients.enable(id, Actor.application()));
        done(clients.delete(id, Actor.application()));
    }

    private void reuseRefreshToken(Node node) {
        Secret spent = Objects.requireNonNull(node.login("ada").refreshToken());
        Login next = done(node.auth.logins().refresh(spent, Node.origin(null)));
        remember(spent, next.accessToken(), Objects.requireNonNull(next.refreshToken()));
        node.clock.advance(Duration.ofMinutes(1));
        Outcome<?> unused = node.auth.logins().refresh(spent, Node.origin(null));
    }

    private void useSecondFactor(Node node) {
        node.userWithPassword("bob", "viewer");
        Caller bob = node.accepted(node.login("bob").accessToken());
        NewSecondFactor factor = done(node.auth.self().secondFactor().enrol(bob, Node.PASSWORD, Node.origin(null)));
        Authenticator app = new Authenticator(factor.seed());
        String code = app.codeAt(node.clock.instant());
        List<Secret> codes = done(node.auth.self().secondFactor().confirm(bob, Secret.of(code), Node.origin(null)));
        List<Secret> renewed = done(
                node.auth.self().secondFactor().renewRecoveryCodes(bob, PASSWORD, codes.get(0), Node.origin(null)));
        remember(factor.seed(), codes.get(0), renewed.get(0));
        done(node.auth.self().secondFactor().disable(bob, PASSWORD, renewed.get(0), Node.origin(null)));
    }

    private void useKeys(Node node, Caller ada) {
        NewApiKey one = done(node.auth.self().apiKeys().create(ada, KeyRequest.named("one"), Node.ADDRESS));
        done(node.auth
                .self()
                .apiKeys()
                .update(ada, one.key().id(), KeyUpdate.nothing().name("uno"), Node.ADDRESS));
        done(node.auth
                .self()
                .apiKeys()
                .update(ada, one.key().id(), KeyUpdate.nothing().enabled(false), Node.ADDRESS));
        done(node.auth
                .self()
                .apiKeys()
                .update(ada, one.key().id(), KeyUpdate.nothing().enabled(true), Node.ADDRESS));
        NewApiKey two = done(node.auth.self().apiKeys().rotate(ada, one.key().id(), Duration.ofHours(1), Node.ADDRESS));
        done(node.auth.self().apiKeys().revoke(ada, two.key().id(), "leaked", Node.ADDRESS));
        done(node.auth
                .apiKeys()
                .importByDigest("ada", KeyRequest.named("old"), SecretDigest.of(IMPORTED), Actor.application()));
        remember(one.secret(), two.secret());
    }

    private void remember(Secret... more) {
        for (Secret secret : more) {
            secrets.add(secret.reveal());
        }
    }
}

package dev.sallyport.grant;

import static dev.sallyport.fixture.Node.ADDRESS;
import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.origin;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.Client;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.NewClient;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.PlainUsers;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Grants of clients, and the scopes that are asked for with them. */
class ClientCredentialsTest {
    private static final ClientType JOB =
            ClientType.of("job", "j_", "js_", CallerKind.CLIENT).withScopes("reports:read", "reports:generate");
    private static final ClientType WEB =
            ClientType.of("web", "w_", "ws_", CallerKind.CLIENT).withGrants("refresh_token");
    private static final ScopeSet READ = ScopeSet.of("reports:read");

    private final InMemoryStores database = InMemoryStores.create();
    private final PlainUsers users = new PlainUsers().with("ada", "viewer");
    private final Node node = node(JOB, WEB);
    private final NewClient job = create(ClientRequest.of("job", "nightly"));
    private final NewClient web = create(ClientRequest.of("web", "site"));

    private Node node(ClientType... types) {
        return Node.over(
                WatchedStores.over(database),
                settings -> settings.userDirectory(users).clientTypes(types));
    }

    private NewClient create(ClientRequest request) {
        return done(node.auth.clients().create(request, Actor.application()));
    }

    @AfterEach
    void close() {
        node.close();
    }

    private static ClientLogin asking(NewClient client, @Nullable ScopeSet scopes) {
        return new ClientLogin(null, client.client().id(), client.secret(), scopes, null, Map.of(), origin(null));
    }

    private Outcome<Login> grant(NewClient client, @Nullable ScopeSet scopes) {
        return node.auth.logins().clientCredentials(asking(client, scopes));
    }

    private Outcome<Login> login(NewClient client, @Nullable ScopeSet scopes) {
        return node.auth.logins().withClient(asking(client, scopes));
    }

    @Test
    void grantGivesJustTheScopesThatWereAskedFor() {
        assertThat(done(grant(job, null)).scopes()).isEqualTo(ScopeSet.of("reports:read", "reports:generate"));
        Login read = done(grant(job, READ));
        assertThat(read.scopes()).isEqualTo(READ);
        assertThat(node.accepted(read.accessToken()).scopes()).isEqualTo(READ);
    }

    @Test
    void grantIsRefusedWhereOneScopeIsTooMuch() {
        ScopeSet more = ScopeSet.of("reports:read", "reports:delete");
        Refusal refused = refusal(grant(job, more));
        assertThat(refused.cause()).isEqualTo(Refusal.Cause.INSUFFICIENT_SCOPE);
        assertThat(refused.needed()).isEqualTo(more);
    }

    @Test
    void loginGivesWhatThereIsOfTheScopesAndIsRefusedForNone() {
        assertThat(done(login(job, ScopeSet.of("reports:read", "reports:delete")))
                        .scopes())
                .isEqualTo(READ);
        assertThat(refusal(login(job, ScopeSet.of("reports:delete"))).cause())
                .isEqualTo(Refusal.Cause.INSUFFICIENT_SCOPE);
        assertThat(done(login(job, ScopeSet.none())).scopes())
                .as("none asked for")
                .isEqualTo(ScopeSet.none());
        assertThat(done(login(web, null)).scopes()).as("none to have").isEqualTo(ScopeSet.none());
    }

    @Test
    void grantMustBeOneOfTheTypesAndOfTheClientsOwn() {
        assertThat(refusal(grant(web, null)).cause()).isEqualTo(Refusal.Cause.FORBIDDEN);
        NewClient fewer = create(ClientRequest.of("job", "fewer").withGrants());
        assertThat(refusal(grant(fewer, null)).cause()).isEqualTo(Refusal.Cause.FORBIDDEN);
        assertThat(login(fewer, null)).as("a login is no grant").isInstanceOf(Outcome.Done.class);
    }

    @Test
    void successAndFailureAreRecorded() {
        Login login = done(grant(job, null));
        String id = job.client().id();
        assertThat(node.audit.last())
                .isEqualTo(new AuditEvent(
                        node.clock.instant(),
                        AuditEvent.Type.LOGIN_SUCCEEDED,
                        id,
                        id,
                        null,
                        ADDRESS,
                        Map.of("method", "client", "jti", login.sessionId())));
        refusal(node.auth.logins().withClient(ClientLogin.of(id, Secret.of("wrong"), origin(null))));
        assertThat(node.audit.last())
                .isEqualTo(new Actor(null, ADDRESS)
                        .event(
                                node.clock.instant(),
                                AuditEvent.Type.LOGIN_FAILED,
                                null,
                                null,
                                Map.of("method", "client")));
    }

    @Test
    void clientIsRecognisedByItsSecretWhateverItsType() {
        for (NewClient each : List.of(job, web)) {
            Client found = done(
                    node.auth.logins().client(new PresentedClient(each.client().id(), each.secret()), origin(null)));
            assertThat(found.id()).isEqualTo(each.client().id());
        }
        assertThat(refusal(node.auth
                                .logins()
                                .client(new PresentedClient(job.client().id(), web.secret()), origin(null)))
                        .cause())
                .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
    }

    @Test
    void clientOfATypeThatIsNotDeclaredAnyMoreIsUnknown() {
        try (Node later = node(WEB)) {
            assertThat(refusal(later.auth.logins().withClient(asking(job, null))))
                    .isEqualTo(Refusal.invalidCredentials());
            assertThat(later.auth.logins().withClient(asking(web, null))).isInstanceOf(Outcome.Done.class);
        }
    }

    @Test
    void refreshTokenIsSpentByNoClientThatMayNotRefresh() {
        Secret token = Objects.requireNonNull(done(node.auth
                        .logins()
                        .withPassword(new PasswordLogin("ada", PlainUsers.RIGHT, null, null, origin(null))))
                .refreshToken());
        assertThat(refusal(refresh(token, job.client().id(), job.secret())).cause())
                .isEqualTo(Refusal.Cause.FORBIDDEN);
        assertThat(refusal(refresh(token, web.client().id(), job.secret())).cause())
                .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        Login next = done(refresh(token, web.client().id(), web.secret()));
        assertThat(next.refreshToken()).isNotEqualTo(token);
        assertThat(node.accepted(next.accessToken()).id()).isEqualTo("ada");
    }

    private Outcome<Login> refresh(Secret token, String id, Secret secret) {
        return node.auth
                .logins()
                .refresh(new RefreshRequest(token, null, new PresentedClient(id, secret), origin(null)));
    }
}

package dev.sallyport.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportBuilder;
import dev.sallyport.audit.Actor;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.user.NewUser;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SallyportExtensionTest {
    private static final Set<Sallyport> SEEN = new HashSet<>();

    @RegisterExtension
    final SallyportExtension fresh = SallyportExtension.with(SallyportExtensionTest::settings);

    private static SallyportBuilder settings(SallyportBuilder builder) {
        return builder.scopes("reports:read", "reports:delete", "dashboards:read")
                .roles(Role.of("analyst", "reports:read"), Role.of("admin", "reports:*"), Role.of("mark"))
                .clientTypes(ClientType.of("service", "client_", "secret_", CallerKind.CLIENT)
                        .withScopes("reports:read"));
    }

    private Caller caller(String credential) {
        assertThat(fresh.sallyport().authenticate(credential, "192.0.2.1"))
                .isInstanceOf(AuthenticationResult.Accepted.class);
        return ((AuthenticationResult.Accepted) fresh.sallyport().authenticate(credential, "192.0.2.1")).caller();
    }

    private Refusal.Cause refusal(String credential) {
        return ((AuthenticationResult.Refused) fresh.sallyport().authenticate(credential, "192.0.2.1"))
                .refusal()
                .cause();
    }

    @Test
    void tokenHasTheRolesAndTheTenantOfThePerson() {
        Caller ada = caller(
                fresh.token(Person.named("ada").withRoles("admin", "mark").withTenant("acme")));
        assertThat(ada.kind()).isEqualTo(CallerKind.USER);
        assertThat(ada.id()).isEqualTo("ada");
        assertThat(ada.tenant()).isEqualTo("acme");
        assertThat(ada.roles()).containsExactlyInAnyOrder("admin", "mark");
        assertThat(ada.scopes()).isEqualTo(ScopeSet.of("reports:*"));
        assertThat(ada.sessionId()).isNotNull();
    }

    @Test
    void personWithScopesAloneHasThoseAndNoMore() {
        Caller ada = caller(fresh.token(Person.named("ada").withScopes("reports:delete")));
        assertThat(ada.scopes()).isEqualTo(ScopeSet.of("reports:delete"));
        assertThat(ada.roles()).isEmpty();
        Caller vic = caller(fresh.key(Person.named("vic").withScopes("reports:read")));
        assertThat(vic.scopes()).isEqualTo(ScopeSet.of("reports:read"));
        assertThat(vic.roles()).containsExactly("analyst");
    }

    @Test
    void personWithNothingMayDoNothing() {
        assertThat(caller(fresh.token(Person.named("ada"))).scopes().isEmpty()).isTrue();
    }

    @Test
    void scopesOfOneTestLineLeaveThoseOfAnotherAlone() {
        String read = fresh.token(Person.named("ada").withScopes("reports:read"));
        String delete = fresh.token(Person.named("ada").withScopes("reports:delete"));
        assertThat(caller(read).scopes()).isEqualTo(ScopeSet.of("reports:read"));
        assertThat(caller(delete).scopes()).isEqualTo(ScopeSet.of("reports:delete"));
    }

    @Test
    void rolesOfAPersonAreThoseNamedLast() {
        String token = fresh.token(Person.named("ada").withRoles("admin"));
        fresh.user(Person.named("ada").withRoles("analyst"));
        assertThat(caller(token).scopes()).isEqualTo(ScopeSet.of("reports:read"));
    }

    @Test
    void userOfTheApplicationKeepsWhatTheyHave() {
        String id = fresh.sallyport()
                .users()
                .createIfAbsent(NewUser.of("ada@example.com").withRoles("analyst"))
                .id();
        Caller ada = caller(fresh.token(Person.named("ada@example.com")));
        assertThat(ada.id()).isEqualTo(id);
        assertThat(ada.roles()).containsExactly("analyst");
    }

    @Test
    void clientGetsItsToken() {
        Caller client = caller(fresh.clientToken(ClientRequest.of("service", "nightly")));
        assertThat(client.kind()).isEqualTo(CallerKind.CLIENT);
        assertThat(client.scopes()).isEqualTo(ScopeSet.of("reports:read"));
        for (int i = 0; i < 100; i++) {
            fresh.clientToken(ClientRequest.of("service", "nightly"));
        }
    }

    @Test
    void tokenExpiresWhenTheClockSaysSo() {
        String token = fresh.token(Person.named("ada"));
        fresh.clock().advance(fresh.sallyport().tokenPolicy().lifetime().minus(Duration.ofSeconds(1)));
        assertThat(caller(token).id()).isEqualTo("ada");
        fresh.clock().advance(Duration.ofSeconds(1));
        assertThat(refusal(token)).isEqualTo(Refusal.Cause.TOKEN_EXPIRED);
    }

    @Test
    void tokenEndsWithItsSessionAndItsOwner() {
        String token = fresh.token(Person.named("ada"));
        fresh.sallyport().logins().logout(caller(token), "192.0.2.1");
        assertThat(refusal(token)).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        String other = fresh.token(Person.named("ada"));
        fresh.sallyport().users().disable("ada", Actor.application()).orElseThrow();
        assertThat(refusal(other)).isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    @Test
    void whatTheSettingsDoNotKnowIsToldByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fresh.token(Person.named("ada").withScopes("reports:share")))
                .withMessageContaining("reports:share")
                .withMessageContaining("\"ada\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fresh.token(Person.named("ada").withScopes("dashboards:read")))
                .withMessageContaining("dashboards:read")
                .withMessageContaining("roles(Role.of(");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        fresh.token(Person.named("ada").withRoles("analyst").withScopes("reports:delete")))
                .withMessageContaining("[analyst]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fresh.key(Person.named("ada").withRoles("nobody")))
                .withMessageContaining("roles");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fresh.clientToken(ClientRequest.of("robot", "r2")))
                .withMessageContaining("type");
    }

    @Test
    void outsideOfATestItSaysWhatToDo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> SallyportExtension.with(SallyportExtensionTest::settings)
                        .sallyport())
                .withMessageContaining("@RegisterExtension");
    }

    @RepeatedTest(2)
    void inAnInstanceFieldEachTestHasItsOwn(Sallyport auth, MovableClock clock) {
        assertThat(auth).isSameAs(fresh.sallyport());
        assertThat(clock).isSameAs(fresh.clock());
        assertThat(SEEN.add(auth)).isTrue();
        assertThat(clock.instant()).isEqualTo(SallyportExtension.START);
        assertThat(auth.users().findByLogin("ada")).isEmpty();
        fresh.token(Person.named("ada"));
        clock.advance(Duration.ofDays(1));
    }
}

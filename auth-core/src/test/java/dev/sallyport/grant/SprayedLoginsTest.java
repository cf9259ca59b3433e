package dev.sallyport.grant;

import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.AuditEvent;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.PlainUsers;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Logins of strangers and of known devices while passwords are sprayed. */
class SprayedLoginsTest {
    private static final String HERE = "192.0.2.1";
    private static final String ELSEWHERE = "198.51.100.7";

    private final PlainUsers users = new PlainUsers();
    private int looks;
    private @Nullable Node started;

    private Node node(int perNode, int perTenant) {
        for (int i = 0; i < 20; i++) {
            users.with("a" + i);
            users.with(users.get("a" + i).withTenant("acme"));
        }
        users.with("free");
        users.beforeLook(() -> looks++);
        Node node = Node.create(settings -> settings.userDirectory(users)
                .logins(logins -> Node.quick(logins)
                        .withSpraying(new SprayPolicy(
                                perNode, perTenant, Duration.ofMinutes(10), RateLimit.parse("2/minute")))));
        started = node;
        return node;
    }

    @AfterEach
    void close() {
        if (started != null) {
            started.close();
        }
    }

    private static Outcome<Login> login(
            Node node, String name, boolean right, String address, @Nullable Secret device) {
        LoginOrigin origin = new LoginOrigin(address, null, device);
        Secret password = right ? PlainUsers.RIGHT : Secret.of("wrong");
        return node.auth.logins().withPassword(new PasswordLogin(name, password, null, null, origin));
    }

    private static Refusal.Cause fails(Node node, String name, boolean right, String address) {
        return refusal(login(node, name, right, address, null)).cause();
    }

    private static void spray(Node node) {
        for (int i = 0; i < 12; i++) {
            fails(node, "a" + i, false, HERE);
        }
    }

    @Test
    void addressThatSpraysIsToldToWaitAndNothingIsLookedAt() {
        Node node = node(4, 100_000);
        Secret device =
                Objects.requireNonNull(done(login(node, "a1", true, HERE, null)).newDeviceCookie());
        spray(node);
        int before = looks;
        assertThat(fails(node, "free", true, HERE)).isEqualTo(Refusal.Cause.RATE_LIMITED);
        assertThat(fails(node, "nobody", false, HERE)).isEqualTo(Refusal.Cause.RATE_LIMITED);
        assertThat(looks).isEqualTo(before);
        done(login(node, "a1", true, HERE, device));
        done(login(node, "free", true, ELSEWHERE, null));
    }

    @Test
    void failuresOfKnownDevicesAreNoSpray() {
        Node node = node(2, 100_000);
        Secret device =
                Objects.requireNonNull(done(login(node, "a1", true, HERE, null)).newDeviceCookie());
        fails(node, "a2", false, HERE);
        refusal(login(node, "a1", false, HERE, device));
        assertThat(node.audit.types()).doesNotContain(AuditEvent.Type.PASSWORDS_SPRAYED);
        fails(node, "a1", false, HERE);
        assertThat(node.audit.types()).contains(AuditEvent.Type.PASSWORDS_SPRAYED);
    }

    @Test
    void rightPasswordsAndThoseThatNobodyCouldLookAtAreNoSpray() {
        Node node = node(2, 100_000);
        for (int i = 0; i < 5; i++) {
            done(login(node, "a" + i, true, HERE, null));
        }
        users.fail(true);
        for (int i = 0; i < 5; i++) {
            fails(node, "a" + i, true, HERE);
        }
        assertThat(node.audit.types()).doesNotContain(AuditEvent.Type.PASSWORDS_SPRAYED);
    }

    /** The refused ones count as well: else it would end while it goes on. */
    @Test
    void sprayThatGoesOnKeepsItselfGoing() {
        Node node = node(4, 100_000);
        spray(node);
        node.clock.advance(Duration.ofSeconds(590));
        for (int i = 0; i < 6; i++) {
            assertThat(fails(node, "a" + i, false, HERE))
                    .isEqualTo(i < 2 ? Refusal.Cause.INVALID_CREDENTIALS : Refusal.Cause.RATE_LIMITED);
        }
        node.clock.advance(Duration.ofSeconds(30));
        assertThat(fails(node, "a7", false, HERE)).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        assertThat(fails(node, "free", true, HERE)).isEqualTo(Refusal.Cause.RATE_LIMITED);
    }

    @Test
    void accountsOfASprayedTenantFailInSilenceAfterTheSameWork() {
        Node node = node(100_000, 2);
        spray(node);
        int before = looks;
        assertThat(fails(node, "a15", true, HERE)).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        assertThat(looks).isEqualTo(before + 1);
        assertThat(node.audit.last().type()).isEqualTo(AuditEvent.Type.LOGIN_LOCKED);
        done(login(node, "free", true, HERE, null));
        done(login(node, "a15", true, ELSEWHERE, null));
        assertThat(fails(node, "nobody", false, HERE)).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
    }
}

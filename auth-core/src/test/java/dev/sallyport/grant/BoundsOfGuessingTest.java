package dev.sallyport.grant;

import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.caller.Caller;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.PlainUsers;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.NewSecondFactor;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often somebody who is logged in may show a password, and how often somebody may try to revoke. */
class BoundsOfGuessingTest {
    private static final Secret WRONG = Secret.of("wrong");

    private final PlainUsers users = new PlainUsers().with("ada", "viewer").with("vic", "viewer");
    private final Node node = Node.create(settings -> settings.userDirectory(users)
            .failuresPerAddress("3/hour")
            .logins(logins -> logins.withPerAddress(RateLimit.parse("6/hour")).withResponseTimeGrid(Duration.ZERO)));

    @AfterEach
    void close() {
        node.close();
    }

    private static LoginOrigin at(String address) {
        return new LoginOrigin(address, null, null);
    }

    private Caller login(String name, String address) {
        return node.accepted(done(node.auth
                        .logins()
                        .withPassword(new PasswordLogin(name, PlainUsers.RIGHT, null, null, at(address))))
                .accessToken());
    }

    private Outcome<NewSecondFactor> enrol(Caller caller, Secret password, String address) {
        return node.auth.self().secondFactor().enrol(caller, password, at(address));
    }

    @Test
    void callerIsBoundedFromWhateverAddress() {
        Caller ada = login("ada", "192.0.2.1");
        for (int i = 0; i < 6; i++) {
            assertThat(refusal(enrol(ada, WRONG, "198.51.100." + i)).cause())
                    .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        }
        assertThat(refusal(enrol(ada, PlainUsers.RIGHT, "198.51.100.9")).cause())
                .isEqualTo(Refusal.Cause.RATE_LIMITED);
        Caller vic = login("vic", "192.0.2.1");
        assertThat(enrol(vic, PlainUsers.RIGHT, "198.51.100.9")).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void addressIsBoundedForWhateverCaller() {
        Caller ada = login("ada", "192.0.2.1");
        Caller vic = login("vic", "192.0.2.1");
        for (int i = 0; i < 3; i++) {
            assertThat(refusal(enrol(ada, WRONG, "198.51.100.1")).cause()).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
            assertThat(refusal(enrol(vic, WRONG, "198.51.100.1")).cause()).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        }
        assertThat(refusal(enrol(vic, PlainUsers.RIGHT, "198.51.100.1")).cause())
                .isEqualTo(Refusal.Cause.RATE_LIMITED);
        assertThat(enrol(vic, PlainUsers.RIGHT, "198.51.100.2")).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void whatIsNotGenuineIsNoFaultOfARevocationUntilThereAreTooMany() {
        Secret key = node.key("ada").secret();
        Revocations revocations = node.auth.revocations();
        assertThat(done(revocations.revokeToken(Secret.of("nothing"), ClientAddress.of("192.0.2.7"))))
                .isFalse();
        assertThat(done(revocations.revokeToken(key, ClientAddress.of("192.0.2.7"))))
                .isTrue();
        assertThat(done(revocations.revokeToken(key, ClientAddress.of("192.0.2.8"))))
                .as("it ended")
                .isFalse();
        Outcome<Boolean> last = revocations.revokeToken(Secret.of("nothing 0"), ClientAddress.of("192.0.2.7"));
        for (int i = 1; i < 30; i++) {
            last = revocations.revokeToken(Secret.of("nothing " + i), ClientAddress.of("192.0.2.7"));
        }
        assertThat(refusal(last).cause()).isEqualTo(Refusal.Cause.RATE_LIMITED);
    }

    @Test
    void secretOfAClientIsRotatedAndNotRevokedByWhoeverHoldsIt() {
        for (String text : new String[] {"id:secret", ":", "a:"}) {
            assertThat(refusal(node.auth.revocations().revokeToken(Secret.of(text), ClientAddress.of("192.0.2.7")))
                            .cause())
                    .isEqualTo(Refusal.Cause.INVALID_REQUEST);
            assertThat(node.auth.revocations().isClientSecret(Secret.of(text))).isTrue();
        }
        Secret key = node.key("ada").secret();
        assertThat(node.auth.revocations().isClientSecret(key)).isFalse();
        assertThat(node.auth.revocations().isClientSecret(Secret.of(key.reveal() + ":")))
                .as("a key by its beginning")
                .isFalse();
        assertThat(node.auth.revocations().isClientSecret(Secret.of("nothing"))).isFalse();
    }
}

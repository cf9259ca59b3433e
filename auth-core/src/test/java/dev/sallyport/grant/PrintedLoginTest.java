package dev.sallyport.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.fixture.PlainUsers;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.User;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever prints what is asked for at a login prints no credential. */
class PrintedLoginTest {
    @Test
    void deviceCookieIsPrintedNowhere() {
        LoginOrigin origin = new LoginOrigin("192.0.2.1", "curl", Secret.of("the-device-cookie"));
        Secret secret = Secret.of("the-secret");
        for (Object printed : List.of(
                origin,
                new KeyLogin(secret, "label", origin),
                ClientLogin.of("client", secret, origin),
                RefreshRequest.of(secret, origin),
                new RefreshRequest(secret, null, new PresentedClient("client", secret), origin),
                new PasswordLogin("ada", secret, null, Secret.of("123456"), origin))) {
            assertThat(printed.toString())
                    .contains("192.0.2.1")
                    .doesNotContain("the-device-cookie", "the-secret", "123456");
        }
    }

    @Test
    void deviceOfAProofIsPrintedNowhere() {
        User ada = new PlainUsers().with("ada").get("ada");
        assertThat(new PasswordProof(null, ada, List.of("pwd"), false, Secret.of("the-device-cookie")).toString())
                .contains("ada", "pwd")
                .doesNotContain("the-device-cookie");
    }
}

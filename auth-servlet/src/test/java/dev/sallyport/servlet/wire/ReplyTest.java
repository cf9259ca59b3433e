package dev.sallyport.servlet.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.secret.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReplyTest {
    /** Bodies and cookies of endpoints have credentials in them, and what is printed ends in a log. */
    @Test
    void printedItShowsNoSecret() {
        Reply.NewCookie cookie = new Reply.NewCookie("session", Secret.of("the-cookie"), "/auth", Duration.ofHours(1));
        Reply reply = Reply.json(201, """
                {"key":"secret"}""").withCookie(cookie).withHeader("X-Key", "secret");

        assertThat(reply).hasToString("Reply[status=201, contentType=application/json]");
        assertThat(cookie.toString()).contains("session", "/auth").doesNotContain("the-cookie");
    }
}

package dev.sallyport.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import dev.sallyport.audit.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Tests of the page in a real browser; where the machine has no Chromium they are skipped. */
abstract class PageTest {
    static ConsoleApi api;
    static Browser browser;
    /** Time by which the clock of the application is ahead; it never goes back. */
    static Duration late = Duration.ZERO;

    @BeforeAll
    static void start() {
        Browser found = Browser.find().orElse(null);
        if (found == null) {
            System.out.println(
                    "SKIPPED: the tests of the page need /usr/bin/chromium and /usr/bin/chromedriver (Debian: apt-get"
                            + " install chromium chromium-driver)");
        }
        Assumptions.assumeTrue(found != null, "no Chromium");
        browser = found;
        api = ConsoleApi.start(() -> Instant.now().plus(late));
    }

    @AfterAll
    static void stop() {
        if (api != null) {
            api.close();
        }
    }

    @BeforeEach
    void enter() {
        api.auth.apiKeys().list("ada").forEach(key -> {
            if (key.revokedAt() == null) {
                api.auth.apiKeys().revoke(key.id(), "test", Actor.application()).orElseThrow();
            }
        });
        browser.login(api.page(), "ada");
    }

    /** No violation of the policy, no error, no request to another host, whatever a test did. */
    @AfterEach
    void saysNothingAndAsksNobodyElse() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.origins()).containsExactly(api.origin());
    }

    static void assertAccessible(String screen) {
        assertAccessible(screen, new AxeBuilder());
    }

    static void assertAccessible(String screen, AxeBuilder rules) {
        List<Rule> found = rules.analyze(browser.driver).getViolations();
        assertThat(found)
                .as(screen)
                .map(rule -> rule.getId() + ": " + rule.getHelp() + " "
                        + rule.getNodes().stream().map(node -> node.getHtml()).toList())
                .isEmpty();
    }
}

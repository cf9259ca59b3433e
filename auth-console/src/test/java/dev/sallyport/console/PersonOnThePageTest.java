package dev.sallyport.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.Actor;
import dev.sallyport.secret.Secret;
import dev.sallyport.testing.AuthenticatorApp;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests entering the page, the list of sessions, and changes of password and second factor. */
class PersonOnThePageTest extends PageTest {
    @Test
    void wrongPasswordIsSaidOnceAndAllTheSame() {
        browser.open(api.page());
        browser.type("#username", "ada@example.com");
        browser.type("#password", "wrong");
        browser.click("sp-enter button");
        browser.seeText("sp-enter .notice", "not valid");
        browser.type("#password", ConsoleApi.PASSWORD);
        browser.click("sp-enter button");
        browser.see("header.bar");
    }

    @Test
    void otherSessionsEnd() {
        api.enter("ada");
        browser.clickText("nav a", "Sessions");
        browser.clickText("sp-sessions button", "End all others");
        browser.clickText("sp-confirm button", "End");
        browser.until("document.querySelectorAll('sp-sessions li').length === 1");
        assertThat(api.auth.sessions().list("ada")).hasSize(1);
    }

    @Test
    void secondFactorIsSetUpUsedAndTurnedOff() {
        browser.clickText("nav a", "Security");
        browser.clickText("sp-security button", "Set up");
        browser.type("sp-enrol #password", ConsoleApi.PASSWORD);
        browser.clickText("sp-enrol button", "Next");
        browser.see("sp-enrol .qr");
        browser.until("document.querySelector('.qr').naturalWidth > 0");
        AuthenticatorApp app = AuthenticatorApp.of(
                Secret.of(String.valueOf(browser.run("return document.querySelector('.seed').textContent"))));
        browser.type("#code", "000000");
        browser.clickText("sp-enrol button", "Turn on");
        browser.see("sp-enrol .fault");
        browser.type("#code", app.codeAt(Instant.now().plus(late)));
        browser.clickText("sp-enrol button", "Turn on");
        browser.see("sp-codes dialog");
        assertAccessible("codes");
        browser.screenshot("codes-light");
        String recovery = browser.text(".codes li");
        browser.clickText("sp-codes button", "I have kept them");
        browser.seeText("sp-security h2 .badge", "On");

        browser.clickText("header button", "Log out");
        browser.type("#username", "ada@example.com");
        browser.type("#password", ConsoleApi.PASSWORD);
        browser.click("sp-enter button");
        browser.see("#totp");
        assertAccessible("code");
        browser.screenshot("code-light");
        browser.type("#totp", recovery);
        browser.click("sp-enter button");
        browser.see("header.bar");
        api.auth.secondFactors().disable("ada", Actor.application(), () -> {});
    }

    @Test
    void passwordChanges() {
        browser.clickText("nav a", "Security");
        browser.type("#current", ConsoleApi.PASSWORD);
        browser.type("#next", "another-demo-password");
        browser.type("#repeat", "a-different-one");
        browser.clickText("sp-security button", "Change password");
        browser.seeText(".fault", "differ");
        browser.type("#repeat", "another-demo-password");
        browser.clickText("sp-security button", "Change password");
        browser.seeText(".notice.good", "Your password is changed.");
        api.auth
                .users()
                .setPassword("ada", Secret.of(ConsoleApi.PASSWORD), Actor.application())
                .orElseThrow();
    }

    @Test
    void germanIsSpokenToo() {
        browser.driver.executeCdpCommand(
                "Network.setExtraHTTPHeaders", Map.of("headers", Map.of("Accept-Language", "de")));
        try {
            browser.driver.navigate().refresh();
            browser.seeText("h1", "API-Schlüssel");
            assertThat(browser.run("return document.documentElement.lang")).isEqualTo("de");
        } finally {
            browser.driver.executeCdpCommand("Network.setExtraHTTPHeaders", Map.of("headers", Map.of()));
        }
    }
}

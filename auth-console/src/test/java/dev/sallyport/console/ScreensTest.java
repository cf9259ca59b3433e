package dev.sallyport.console;

import com.deque.html.axecore.selenium.AxeBuilder;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.scope.ScopeSet;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every screen in the light, in the dark and at 320 pixels: without findings of axe, and as a picture in target/screenshots. */
class ScreensTest extends PageTest {
    private static void everyLook(String screen) {
        assertAccessible(screen);
        browser.screenshot(screen + "-light");
        browser.dark(true);
        assertAccessible(screen + " in the dark", new AxeBuilder().withOnlyRules(List.of("color-contrast")));
        browser.screenshot(screen + "-dark");
        browser.dark(false);
        browser.size(320, 800);
        browser.until("document.documentElement.scrollWidth <= 320");
        browser.screenshot(screen + "-320");
        browser.size(1200, 900);
    }

    private static void key(KeyRequest request) {
        api.auth.apiKeys().create("ada", request, Actor.application()).orElseThrow();
    }

    @Test
    void everyScreen() {
        browser.see(".empty");
        everyLook("empty");
        Instant now = Instant.now();
        key(KeyRequest.named("Nightly export")
                .withScopes(ScopeSet.of("reports:read"))
                .withExpiresAt(now.plus(90, ChronoUnit.DAYS)));
        key(KeyRequest.named("Dashboards of the sales team")
                .withScopes(ScopeSet.of("reports:read", "dashboards:refresh"))
                .withExpiresAt(now.plus(9, ChronoUnit.DAYS)));
        key(KeyRequest.named("Migration script").withExpiresAt(now.plus(365, ChronoUnit.DAYS)));
        browser.driver.navigate().refresh();
        browser.see("table.keys");
        everyLook("keys");
        browser.clickText("a.button", "New key");
        browser.type("#name", "Month-end report");
        browser.clickText(".chip", "Only what I choose");
        browser.see(".scopes");
        browser.run("document.querySelectorAll('.scope input')[1].click()");
        everyLook("create");
        browser.clickText("sp-key-form button", "Review");
        browser.see(".review h2");
        everyLook("review");
        browser.clickText(".review button", "Create key");
        browser.see("sp-shown dialog");
        everyLook("shown");
        browser.clickText("sp-shown sp-copy button", "Copy");
        browser.clickText("sp-shown button", "Done");
        browser.seeText("h1", "Month-end report");
        everyLook("key");
        browser.clickText("sp-key button", "Edit");
        browser.see("sp-key-form #name");
        everyLook("edit");
        browser.clickText("sp-key-form a", "Cancel");
        browser.clickText("sp-key button", "Rotate");
        browser.see("sp-rotate dialog");
        everyLook("rotate");
        browser.clickText("sp-rotate button", "Cancel");
        browser.clickText("sp-key button", "Revoke");
        browser.see("sp-revoke dialog");
        everyLook("revoke");
        browser.clickText("sp-revoke button", "Cancel");
        browser.clickText("nav a", "Sessions");
        browser.see("sp-sessions .list");
        everyLook("sessions");
        browser.clickText("nav a", "Security");
        browser.see("sp-security form");
        everyLook("security");
        browser.clickText("sp-security button", "Set up");
        browser.type("sp-enrol #password", ConsoleApi.PASSWORD);
        browser.clickText("sp-enrol button", "Next");
        browser.see("sp-enrol .qr");
        everyLook("factor");
        browser.clickText("sp-enrol button", "Cancel");
        browser.clickText("header button", "Log out");
        browser.see("#username");
        everyLook("enter");
    }
}

package dev.sallyport.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;

/** Tests the life of keys on the page, in a real browser. */
class KeysOnThePageTest extends PageTest {
    private static List<ApiKey> keys() {
        return api.auth.apiKeys().list("ada").stream()
                .filter(key -> key.revokedAt() == null)
                .toList();
    }

    private static ApiKey newKey(String name) {
        return api.auth
                .apiKeys()
                .create("ada", KeyRequest.named(name), Actor.application())
                .orElseThrow()
                .key();
    }

    private static int use(String key) {
        return api.send("GET", "/api/reports", null, null, "Authorization", "Bearer " + key)
                .statusCode();
    }

    private static void fill(String name) {
        browser.clickText("a.button", "key");
        browser.type("#name", name);
        browser.clickText("sp-key-form button", "Review");
        browser.see(".review h2");
    }

    private static String revealed() {
        browser.clickText("sp-shown button", "Reveal");
        browser.until("!document.querySelector('.secret').textContent.includes('•')");
        return browser.text(".secret");
    }

    /** The page may not read the clipboard, not even for a test, so what it writes there is noted. */
    private static void watchClipboard() {
        browser.run("""
                const write = navigator.clipboard.writeText.bind(navigator.clipboard);
                navigator.clipboard.writeText = (text) => write(text).then(() => { window.copied = text; });""");
    }

    private static String clipboard() {
        return String.valueOf(browser.run("return window.copied"));
    }

    @Test
    void keyIsCreatedUsedRotatedAndRevoked() {
        fill("Nightly export");
        assertThat(browser.text(".review"))
                .contains("It may:", "List and read reports", "It may not:", "Delete reports");
        browser.clickText(".review button", "Create key");
        assertThat(browser.text(".secret")).contains("•");
        String first = revealed();
        watchClipboard();
        browser.clickText("sp-shown sp-copy button", "Copy");
        browser.seeText("sp-shown sp-copy button", "Copied");
        assertThat(clipboard()).isEqualTo(first);
        browser.clickText(".tabs button", ".env");
        assertThat(browser.text(".secret")).isEqualTo("NIGHTLY_EXPORT_KEY=" + first);
        browser.clickText(".tabs button", "curl");
        assertThat(browser.text(".secret")).endsWith(api.origin() + "/app/api/reports");
        browser.clickText("sp-shown button", "Done");
        assertThat(use(first)).isEqualTo(200);
        browser.seeText("h1", "Nightly export");
        browser.run("delete window.copied");
        assertThat(nowhere(first)).isTrue();

        browser.clickText("sp-key button", "Rotate");
        browser.clickText("sp-rotate .chip", "At once");
        browser.clickText("sp-rotate button", "Rotate");
        String second = revealed();
        browser.clickText("sp-shown sp-copy button", "Copy");
        browser.clickText("sp-shown button", "Done");
        browser.gone("dialog");
        assertThat(use(first)).isEqualTo(401);
        assertThat(use(second)).isEqualTo(200);

        browser.driver.navigate().refresh();
        browser.clickText("sp-key button", "Revoke");
        assertThat(browser.run("return document.activeElement.textContent")).isEqualTo("Cancel");
        browser.clickText("sp-revoke button", "Revoke key");
        browser.gone("sp-revoke");
        browser.seeText("h1", "Revoked");
        assertThat(use(second)).isEqualTo(401);
        assertThat(api.audit)
                .filteredOn(event -> event.type() == AuditEvent.Type.API_KEY_REVOKED)
                .last()
                .satisfies(event -> assertThat(event.actor()).isEqualTo("ada"));
    }

    /** Neither in the document nor in an address nor in a storage. */
    private static boolean nowhere(String secret) {
        return Boolean.TRUE.equals(browser.run("""
                const kept = document.documentElement.outerHTML + location.href + document.title + JSON.stringify(history.state)
                    + JSON.stringify({...localStorage}) + JSON.stringify({...sessionStorage}) + document.cookie;
                return !kept.includes(arguments[0]);""", secret));
    }

    @Test
    void doubleClickCreatesOneKey() {
        fill("Once");
        browser.run("""
                const button = [...document.querySelectorAll('.review button')].at(-1);
                button.click(); button.click(); button.click();""");
        browser.see("sp-shown dialog");
        assertThat(keys()).hasSize(1);
        browser.clickText("sp-shown sp-copy button", "Copy");
        browser.clickText("sp-shown button", "Done");
        browser.gone("sp-shown");
    }

    @Test
    void closingWithoutACopyAsksAndBackDoesToo() {
        fill("Not copied");
        browser.clickText(".review button", "Create key");
        browser.see("sp-shown dialog");
        browser.driver.navigate().back();
        browser.seeText("sp-confirm h2", "Close without copying?");
        assertThat(browser.run("return document.activeElement.textContent")).isEqualTo("Back to the key");
        browser.clickText("sp-confirm button", "Back to the key");
        browser.gone("sp-confirm");
        browser.see("sp-shown dialog");
        browser.driver.switchTo().activeElement().sendKeys(Keys.ESCAPE);
        browser.clickText("sp-confirm button", "Close anyway");
        browser.gone("sp-shown");
        browser.seeText("h1", "Not copied");
        browser.clickText("a.back", "API keys");
        browser.see("table.keys");
        browser.driver.navigate().back();
        browser.seeText("h1", "Not copied");
    }

    @Test
    void hostileNamesAreTexts() {
        List<String> names = List.of(
                "<img src=x onerror=alert(1)>",
                "'\"><script>alert(1)</script>",
                "${alert(1)} {{7*7}} </script>",
                "w".repeat(100),
                "مفتاح \u202Eabc",
                "🔑🧨 emoji");
        List<String> kept = names.stream().map(name -> newKey(name).name()).toList();
        browser.driver.navigate().refresh();
        browser.see("table.keys");
        List<?> shown = (List<?>)
                browser.run("return [...document.querySelectorAll('td.name bdi')].map((each) => each.textContent)");
        assertThat(shown).map(String::valueOf).containsExactlyInAnyOrderElementsOf(kept);
        assertThat(browser.count("main img")).isZero();
        browser.size(320, 800);
        browser.until("document.documentElement.scrollWidth <= 320");
        browser.clickText("td.name a", "onerror");
        browser.seeText("h1", "<img src=x");
        browser.clickText("sp-key button", "Revoke");
        browser.seeText(".called", "<img src=x");
    }

    @Test
    void otherTabShowsWhatHappenedHere() {
        String first = browser.driver.getWindowHandle();
        browser.driver.switchTo().newWindow(WindowType.TAB);
        browser.driver.get(api.page());
        browser.see(".empty");
        String second = browser.driver.getWindowHandle();
        browser.driver.switchTo().window(first);
        fill("From the first tab");
        browser.clickText(".review button", "Create key");
        browser.clickText("sp-shown sp-copy button", "Copy");
        browser.clickText("sp-shown button", "Done");
        browser.driver.switchTo().window(second);
        browser.seeText("td.name", "From the first tab");
        browser.clickText("header button", "Log out");
        browser.see("#username");
        browser.driver.close();
        browser.driver.switchTo().window(first);
        browser.see("#username");
    }

    @Test
    void searchFilterAndOrderFindAKey() {
        newKey("Alpha");
        ApiKey beta = newKey("Beta");
        api.auth.apiKeys().revoke(beta.id(), "test", Actor.application()).orElseThrow();
        browser.driver.navigate().refresh();
        browser.see("table.keys");
        assertThat(browser.count("tbody tr")).isEqualTo(1);
        browser.run("""
                const select = document.querySelector('.tools select');
                select.value = 'all'; select.dispatchEvent(new Event('change'));""");
        browser.seeText("td.name", "Beta");
        browser.type("input[type=search]", "alp");
        browser.until("document.querySelectorAll('tbody tr').length === 1");
        browser.type("input[type=search]", "zzz");
        browser.seeText(".nothing", "No key matches.");
    }

    @Test
    void clipboardThatIsDeniedShowsTheKeyInstead() {
        fill("No clipboard");
        browser.clickText(".review button", "Create key");
        browser.see("sp-shown dialog");
        browser.driver.executeCdpCommand("Browser.resetPermissions", Map.of());
        browser.run("navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'))");
        browser.clickText("sp-shown sp-copy button", "Copy");
        browser.until("!document.querySelector('.secret').textContent.includes('•')");
        browser.clickText("sp-shown button", "Done");
        browser.clickText("sp-confirm button", "Close anyway");
        browser.gone("sp-shown");
    }

    @Test
    void staleLoginIsAskedForInPlaceAndThenDoesWhatWasAsked() {
        fill("After a while");
        late = late.plus(Duration.ofMinutes(11));
        browser.clickText(".review button", "Create key");
        browser.seeText("sp-enter-again", "last 10 minutes");
        browser.type("sp-enter-again #password", "wrong");
        browser.clickText("sp-enter-again button", "Continue");
        browser.seeText("sp-enter-again .notice", "not valid");
        browser.type("sp-enter-again #password", ConsoleApi.PASSWORD);
        browser.clickText("sp-enter-again button", "Continue");
        browser.see("sp-shown dialog");
        assertThat(keys()).hasSize(1);
        browser.clickText("sp-shown sp-copy button", "Copy");
        browser.clickText("sp-shown button", "Done");
        browser.gone("sp-shown");
    }

    @Test
    void sessionThatEndsKeepsTheForm() {
        fill("Typed before");
        api.auth.sessions().endByOwner("ada", AuditEvent.Type.SESSION_ENDED, Actor.application());
        browser.clickText(".review button", "Create key");
        browser.seeText("sp-enter-again", "Your session is over");
        browser.type("sp-enter-again #password", ConsoleApi.PASSWORD);
        browser.clickText("sp-enter-again button", "Continue");
        browser.see("sp-shown dialog");
        assertThat(keys())
                .singleElement()
                .satisfies(key -> assertThat(key.name()).isEqualTo("Typed before"));
        browser.clickText("sp-shown sp-copy button", "Copy");
        browser.clickText("sp-shown button", "Done");
        browser.gone("sp-shown");
    }

    @Test
    void keyboardAloneIsEnough() {
        browser.see(".empty");
        browser.run("document.querySelector('a.button.primary').focus()");
        browser.driver.switchTo().activeElement().sendKeys(Keys.ENTER);
        browser.see("#name").sendKeys("By keyboard" + Keys.ENTER);
        browser.see(".review h2");
        browser.driver.switchTo().activeElement().sendKeys(Keys.TAB, Keys.TAB);
        browser.driver.switchTo().activeElement().sendKeys(Keys.ENTER);
        browser.see("sp-shown dialog");
        browser.driver.switchTo().activeElement().sendKeys(Keys.ESCAPE);
        browser.seeText("sp-confirm button", "Close anyway").sendKeys(Keys.ENTER);
        browser.seeText("h1", "By keyboard");
        assertThat(keys()).hasSize(1);
    }

    @Test
    void faultsStandAtTheirFields() {
        newKey("Taken");
        browser.driver.navigate().refresh();
        browser.clickText("a.button", "New key");
        browser.see("#name");
        browser.clickText("sp-key-form button", "Review");
        browser.seeText(".faulty .fault", "Required.");
        browser.until("document.activeElement.id === 'name'");
        assertThat(Set.of("name-hint name-fault")).contains(browser.see("#name").getAttribute("aria-describedby"));
    }
}

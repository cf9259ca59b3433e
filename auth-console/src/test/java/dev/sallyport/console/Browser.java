package dev.sallyport.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** One Chromium for all tests of the page. For one thread. */
final class Browser implements AutoCloseable {
    private static final List<String> CHROMIUMS = List.of("/usr/bin/chromium", "/usr/bin/chromium-browser");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Pattern REQUEST = Pattern.compile("\"url\":\"(https?://[^/\"]+)");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static @Nullable Browser only;

    final ChromeDriver driver;
    private final WebDriverWait patience;
    private final Path profile;

    /** The browser; empty where the machine has none, which is said once. */
    static synchronized Optional<Browser> find() {
        if (only == null) {
            Optional<Path> chromium =
                    CHROMIUMS.stream().map(Path::of).filter(Files::isExecutable).findFirst();
            if (chromium.isEmpty() || !Files.isExecutable(DRIVER)) {
                return Optional.empty();
            }
            only = new Browser(chromium.get());
            Runtime.getRuntime().addShutdownHook(new Thread(only::close, "browser-end"));
        }
        return Optional.of(only);
    }

    private Browser(Path chromium) {
        try {
            profile = Files.createTempDirectory("sallyport-chromium");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable("browser", Level.ALL);
        logs.enable("performance", Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--force-color-profile=srgb",
                "--lang=en",
                "--user-data-dir=" + profile);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .build(),
                options);
        patience = new WebDriverWait(driver, Duration.ofSeconds(30));
        patience.pollingEvery(Duration.ofMillis(50));
    }

    /** Without cookies, in the light, on a desk. */
    void open(String address) {
        driver.manage().deleteAllCookies();
        dark(false);
        size(1200, 900);
        driver.get("about:blank");
        logs("browser");
        logs("performance");
        driver.executeCdpCommand(
                "Browser.grantPermissions",
                Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
        driver.get(address);
    }

    void login(String page, String name) {
        open(page);
        type("#username", name + "@example.com");
        type("#password", ConsoleApi.PASSWORD);
        click("sp-enter button");
        see("header.bar");
    }

    void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    WebElement see(String css) {
        return patience.until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(css)));
    }

    /** Waits for an element of that kind whose text contains this. */
    WebElement seeText(String css, String text) {
        return patience.until(ignored -> driver.findElements(By.cssSelector(css)).stream()
                .filter(each -> each.isDisplayed() && each.getText().contains(text))
                .findFirst()
                .orElse(null));
    }

    void gone(String css) {
        patience.until(ExpectedConditions.invisibilityOfElementLocated(By.cssSelector(css)));
    }

    void until(String script) {
        patience.until(ignored -> Boolean.TRUE.equals(run("return " + script)));
    }

    void click(String css) {
        patience.until(ExpectedConditions.elementToBeClickable(By.cssSelector(css)))
                .click();
    }

    void clickText(String css, String text) {
        seeText(css, text).click();
    }

    void type(String css, String text) {
        WebElement field = see(css);
        field.clear();
        field.sendKeys(text);
    }

    @Nullable
    Object run(String script, Object... arguments) {
        return ((JavascriptExecutor) driver).executeScript(script, arguments);
    }

    String text(String css) {
        return see(css).getText();
    }

    int count(String css) {
        return driver.findElements(By.cssSelector(css)).size();
    }

    void screenshot(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads new messages of the browser's console, except an expected 401. */
    List<String> complaints() {
        return logs("browser").stream()
                .map(LogEntry::getMessage)
                .filter(line -> !line.contains("the server responded with a status of 4"))
                .toList();
    }

    /** The origins of all requests since it was asked last. */
    Set<String> origins() {
        Set<String> origins = new TreeSet<>();
        for (LogEntry entry : logs("performance")) {
            if (entry.getMessage().contains("\"Network.requestWillBeSent\"")) {
                Matcher urls = REQUEST.matcher(entry.getMessage());
                while (urls.find()) {
                    origins.add(urls.group(1));
                }
            }
        }
        return origins;
    }

    private List<LogEntry> logs(String kind) {
        List<LogEntry> all = new ArrayList<>();
        driver.manage().logs().get(kind).forEach(all::add);
        return all;
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // A folder of the temporary directory stays, which harms nobody.
            System.getLogger(Browser.class.getName()).log(System.Logger.Level.DEBUG, "left " + profile, e);
        }
    }
}

package dev.sallyport.servlet.console;

import dev.sallyport.outcome.CheckReturnValue;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the page where people manage their keys. Immutable.
 *
 * <pre>{@code
 * Console.at("/account/*").withTitle("API keys").withTenantLabel("Company ID").withHome("/")
 * }</pre>
 */
@CheckReturnValue
public final class Console {
    private static final Pattern COLOUR = Pattern.compile("#[0-9A-Fa-f]{6}");
    private static final Pattern HOME =
            Pattern.compile("(https?://[^\\s\"'<>\\\\]+|/[^\\s\"'<>\\\\/][^\\s\"'<>\\\\]*|/)");
    private static final int MAX_LABEL = 60;
    private static final double LEAST_CONTRAST = 4.5;

    private final String mount;
    private final String title;
    private final @Nullable String tenantLabel;
    private final @Nullable String home;
    private final @Nullable String accent;

    private Console(
            String mount, String title, @Nullable String tenantLabel, @Nullable String home, @Nullable String accent) {
        this.mount = mount;
        this.title = title;
        this.tenantLabel = tenantLabel;
        this.home = home;
        this.accent = accent;
    }

    /**
     * @param pattern a path that ends in {@code /*}, such as {@code /account/*}
     * @throws IllegalArgumentException when it is none
     */
    public static Console at(String pattern) {
        if (!pattern.endsWith("/*") || pattern.length() == 2) {
            throw new IllegalArgumentException("console(\"" + pattern
                    + "\"): write a path of its own that ends in \"/*\", such as \"/account/*\"");
        }
        String none = null;
        return new Console(pattern.substring(0, pattern.length() - 2), "API keys", none, none, none);
    }

    /**
     * The name in the head of the page. Default: {@code API keys}.
     *
     * @throws IllegalArgumentException unless it has 1 to 60 characters
     */
    public Console withTitle(String value) {
        return new Console(mount, label("title", value), tenantLabel, home, accent);
    }

    /**
     * Sets the word for a tenant, such as {@code Company ID}; the page shows its id beside it. Default: {@code Tenant}, in the
     * language of the page.
     *
     * @throws IllegalArgumentException unless it has 1 to 60 characters
     */
    public Console withTenantLabel(String value) {
        return new Console(mount, title, label("tenantLabel", value), home, accent);
    }

    /**
     * The link back to the application. Default: none.
     *
     * @throws IllegalArgumentException unless it is an http or https URL, or a path of this host
     */
    public Console withHome(String url) {
        if (!HOME.matcher(url).matches()) {
            throw new IllegalArgumentException(
                    "withHome(\"" + url + "\"): write a URL such as https://app.example.com/, or a path such as /");
        }
        return new Console(mount, title, tenantLabel, url, accent);
    }

    /**
     * The colour of buttons and links. Default: a blue.
     *
     * @throws IllegalArgumentException unless it is written {@code #rrggbb} and white text on it can be read (WCAG 2.2, 1.4.3)
     */
    public Console withAccent(String colour) {
        if (!COLOUR.matcher(colour).matches()) {
            throw new IllegalArgumentException("withAccent(\"" + colour + "\"): write it as #rrggbb, such as #0b57d0");
        }
        double contrast = 1.05 / (luminance(Integer.parseInt(colour.substring(1), 16)) + 0.05);
        if (contrast < LEAST_CONTRAST) {
            throw new IllegalArgumentException("withAccent(\"" + colour + "\"): white text on it has a contrast of "
                    + Math.floor(contrast * 10) / 10 + " to 1, and needs 4.5: choose a darker colour");
        }
        return new Console(mount, title, tenantLabel, home, colour);
    }

    private static String label(String setting, String value) {
        if (value.isBlank() || value.length() > MAX_LABEL) {
            throw new IllegalArgumentException(setting + " of the console has 1 to " + MAX_LABEL + " characters");
        }
        return value;
    }

    /** The relative luminance that WCAG defines. */
    private static double luminance(int rgb) {
        return 0.2126 * channel(rgb >> 16) + 0.7152 * channel(rgb >> 8) + 0.0722 * channel(rgb);
    }

    private static double channel(int bits) {
        double part = (bits & 0xff) / 255.0;
        return part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    /** The path of the page, relative to the context: {@code /account}. */
    public String mount() {
        return mount;
    }

    public String title() {
        return title;
    }

    public Optional<String> tenantLabel() {
        return Optional.ofNullable(tenantLabel);
    }

    public Optional<String> home() {
        return Optional.ofNullable(home);
    }

    public Optional<String> accent() {
        return Optional.ofNullable(accent);
    }
}

package dev.sallyport.console;

import dev.sallyport.json.JsonWriter;
import dev.sallyport.servlet.console.Console;
import dev.sallyport.servlet.console.ConsolePage;
import dev.sallyport.servlet.wire.Call;
import dev.sallyport.servlet.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The page as it is in this jar. Immutable. */
public final class PageOfJar implements ConsolePage {
    private static final String NO_FEATURES = "accelerometer=(), camera=(), clipboard-read=(), display-capture=(),"
            + " fullscreen=(), geolocation=(), gyroscope=(), microphone=(), midi=(), payment=(), usb=(),"
            + " clipboard-write=(self)";

    private final PageFiles files = new PageFiles();
    private final PageTexts texts;
    private final String importMap;
    private final Map<String, String> headers;

    /** Reads the files. */
    public PageOfJar() {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        this.texts = new PageTexts(Objects.requireNonNullElse(application, PageOfJar.class.getClassLoader()));
        String base = base();
        this.importMap = "{\"imports\":{\"lit\":\"" + base + "lit-element.js\",\"lit-html\":\"" + base
                + "lit-html.js\",\"@lit/reactive-element\":\"" + base + "reactive-element.js\"}}";
        this.headers = Map.of(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self' 'sha256-" + sha256(importMap)
                        + "'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self';"
                        + " form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
                        + " require-trusted-types-for 'script'; trusted-types lit-html",
                "Referrer-Policy",
                "no-referrer",
                "Cross-Origin-Opener-Policy",
                "same-origin",
                "Cross-Origin-Resource-Policy",
                "same-origin",
                "X-Frame-Options",
                "DENY",
                "Permissions-Policy",
                NO_FEATURES,
                "Vary",
                "Accept-Language");
    }

    private String base() {
        return "./assets/" + files.version() + "/";
    }

    @Override
    public Optional<Reply> file(String version, String name) {
        return files.find(version, name);
    }

    @Override
    public Reply document(Console settings, Call call) {
        String language = texts.language(call.header("Accept-Language").orElse(""));
        String html = PageHtml.of(settings.title())
                .in(language, PageTexts.isRightToLeft(language))
                .style(base() + PageFiles.STYLE)
                .importMap(importMap)
                .preload(base(), PageFiles.OWN)
                .preload(base(), PageFiles.LIBRARY)
                .script(base() + PageFiles.SCRIPT)
                .data(data(settings, language, call.isConfidential()))
                .text(noScript(language));
        return new Reply(200, headers, "text/html;charset=UTF-8", html, List.of());
    }

    private String noScript(String language) {
        return Objects.requireNonNullElse(texts.of(language).get("noscript"), "");
    }

    private String data(Console settings, String language, boolean takesLogins) {
        return JsonWriter.object(json -> json.text("mount", settings.mount())
                .text("title", settings.title())
                .text("tenantLabel", settings.tenantLabel().orElse(null))
                .text("home", settings.home().orElse(null))
                .text("accent", settings.accent().orElse(null))
                .text("language", language)
                .flag("takesLogins", takesLogins)
                .object("texts", members -> new TreeMap<>(texts.of(language)).forEach(members::text)));
    }

    private static String sha256(String text) {
        return Base64.getEncoder().encodeToString(PageFiles.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}

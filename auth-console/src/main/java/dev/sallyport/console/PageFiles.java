package dev.sallyport.console;

import dev.sallyport.servlet.wire.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The scripts and the style sheet, read once. All have one version in their address, which is a digest of their content, so
 * browsers may keep them for ever. Immutable.
 */
final class PageFiles {
    static final String FOLDER = "META-INF/sallyport/console/";
    static final String STYLE = "page.css";
    /** First module that the document loads; it imports the others. */
    static final String SCRIPT = "app.js";
    /** Lit, from its WebJars. */
    static final List<String> LIBRARY = List.of("css-tag.js", "reactive-element.js", "lit-html.js", "lit-element.js");

    static final List<String> OWN = List.of(
            SCRIPT,
            "api.js",
            "create.js",
            "dialogs.js",
            "edit.js",
            "enter.js",
            "key.js",
            "keys.js",
            "parts.js",
            "security.js",
            "sessions.js",
            "shown.js",
            "texts.js");

    private final Map<String, Reply> replies = new TreeMap<>();
    private final String version;

    PageFiles() {
        MessageDigest digest = sha256();
        Map<String, String> texts = new TreeMap<>();
        for (List<String> names : List.of(OWN, LIBRARY, List.of(STYLE))) {
            names.forEach(name -> texts.put(name, read(name)));
        }
        texts.forEach((name, text) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            replies.put(name, reply(name, text));
        });
        this.version = HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    String version() {
        return version;
    }

    Optional<Reply> find(String ofVersion, String name) {
        return ofVersion.equals(version) ? Optional.ofNullable(replies.get(name)) : Optional.empty();
    }

    private static Reply reply(String name, String text) {
        String type = name.endsWith(".css") ? "text/css;charset=UTF-8" : "text/javascript;charset=UTF-8";
        return new Reply(
                200,
                Map.of(
                        "Cache-Control", "public, max-age=31536000, immutable",
                        "Cross-Origin-Resource-Policy", "same-origin"),
                type,
                text,
                List.of());
    }

    private static String read(String name) {
        try (InputStream in = PageFiles.class.getClassLoader().getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException(FOLDER + name + " is missing in the jar of sallyport-console");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(FOLDER + name + " cannot be read", e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}

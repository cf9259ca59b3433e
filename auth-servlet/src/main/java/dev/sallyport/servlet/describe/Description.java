package dev.sallyport.servlet.describe;

import java.util.regex.Pattern;

/**
 * Title and version of an API, and the path of its description. Immutable.
 *
 * @param title of the API, for people
 * @param version of the API, not of this library
 * @param path of the OpenAPI document, relative to the context; {@code postman.json} stands beside it
 * @param access who may read both
 */
public record Description(String title, String version, String path, Access access) {
    private static final int MAX_TEXT = 200;
    private static final Pattern PATH = Pattern.compile("(/(?!\\.{1,2}/)[A-Za-z0-9._~-]+)+\\.json");

    /** @throws IllegalArgumentException when a text is empty or too long, or the path is no plain path of a JSON document */
    public Description {
        require("title", title);
        require("version", version);
        if (!PATH.matcher(path).matches() || path.endsWith("/postman.json")) {
            throw new IllegalArgumentException(
                    "The description stands at a path such as /auth/openapi.json, of letters,"
                            + " digits and . _ ~ -, and not at postman.json, which is beside it; not at \"" + path
                            + "\"");
        }
    }

    /** At {@code /auth/openapi.json}, for callers. */
    public static Description of(String title, String version) {
        return new Description(title, version, "/auth/openapi.json", Access.CALLERS);
    }

    /** The same at another path. */
    public Description at(String other) {
        return new Description(title, version, other, access);
    }

    /** The same for other readers. */
    public Description openTo(Access readers) {
        return new Description(title, version, path, readers);
    }

    String postmanPath() {
        return path.substring(0, path.lastIndexOf('/')) + "/postman.json";
    }

    private static void require(String what, String text) {
        if (text.isBlank() || text.length() > MAX_TEXT || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("The " + what + " of a description has 1 to " + MAX_TEXT
                    + " characters, without control characters");
        }
    }
}

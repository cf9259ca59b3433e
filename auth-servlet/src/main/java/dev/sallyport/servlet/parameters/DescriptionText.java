package dev.sallyport.servlet.parameters;

import dev.sallyport.servlet.describe.Access;
import dev.sallyport.servlet.describe.Description;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads {@code Reports API; 1.0; /auth/openapi.json; callers}, of which the last two may be left out. */
final class DescriptionText {
    private DescriptionText() {}

    /** @throws IllegalArgumentException when it is not of that form */
    static Description parse(String text) {
        List<String> parts =
                Arrays.stream(text.split(";", -1)).map(String::strip).toList();
        if (parts.size() < 2 || parts.size() > 4) {
            throw new IllegalArgumentException("write title, version, path and readers with ; between them, such as"
                    + " \"Reports API; 1.0; /auth/openapi.json; callers\"; path and readers may be left out");
        }
        Description description = Description.of(parts.get(0), parts.get(1));
        description = parts.size() > 2 ? description.at(parts.get(2)) : description;
        return parts.size() > 3 ? description.openTo(access(parts.get(3))) : description;
    }

    private static Access access(String word) {
        for (Access each : Access.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
                return each;
            }
        }
        throw new IllegalArgumentException("readers are callers, everyone or nobody");
    }
}

package dev.sallyport.servlet.wire;

import dev.sallyport.scope.ScopeSet;
import dev.sallyport.servlet.json.JsonBody;
import dev.sallyport.servlet.shape.Scalar;
import dev.sallyport.servlet.shape.Shape;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code scope} of a form (RFC 6749 §3.3). Forms are put together from what people configured: more than one space between names,
 * and spaces around them, do no harm. A client may send back as many names as a token of its was granted.
 */
public final class AskedScopes {
    private static final Pattern SPACES = Pattern.compile(" +");

    private static final int MAX_LENGTH = 4_096;

    /** Shape of {@link #of}. */
    public static final Scalar SHAPE =
            Shape.text(0, MAX_LENGTH).orNull().describedAs("Scopes, with spaces between them.");

    private AskedScopes() {}

    /** The member {@code scope} of a JSON body; null when it is absent or invalid. */
    public static @Nullable ScopeSet of(JsonBody body) {
        String text = body.optionalText("scope", MAX_LENGTH);
        Optional<ScopeSet> asked = text == null ? Optional.empty() : parse(text);
        if (text != null && asked.isEmpty()) {
            body.fault("scope", "invalid", "Separate scopes with spaces.");
        }
        return asked.orElse(null);
    }

    /** Empty when a name is no scope, or there is nothing but spaces, which asks neither for all nor for none. */
    static Optional<ScopeSet> parse(String text) {
        String one = SPACES.matcher(text).replaceAll(" ");
        String names = one.substring(one.startsWith(" ") ? 1 : 0);
        names = names.endsWith(" ") ? names.substring(0, names.length() - 1) : names;
        try {
            return names.isEmpty() ? Optional.empty() : Optional.of(ScopeSet.parseUnion(names));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

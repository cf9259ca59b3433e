package dev.sallyport.servlet.fields;

import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.servlet.json.JsonBody;
import dev.sallyport.servlet.shape.Listing;
import dev.sallyport.servlet.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The member {@code scopes} of a request, a list of texts. */
public final class ScopeFields {
    /** Shape of {@link #optional}. */
    public static final Listing SHAPE =
            Shape.list(Shape.text(1, Scope.MAX_LENGTH).like("reports:read"), ScopeSet.MAX_SCOPES);

    private ScopeFields() {}

    /** Reads the scopes: null when absent, the empty set after a fault. */
    public static @Nullable ScopeSet optional(JsonBody body) {
        List<String> names = body.optionalTexts("scopes", ScopeSet.MAX_SCOPES, Scope.MAX_LENGTH);
        if (names == null) {
            return null;
        }
        List<Scope> scopes = new ArrayList<>();
        for (String name : names) {
            try {
                scopes.add(new Scope(name));
            } catch (IllegalArgumentException e) {
                body.fault("scopes", "invalid", "A scope is printable ASCII without space, quote and backslash.");
                return ScopeSet.none();
            }
        }
        return ScopeSet.copyOf(scopes);
    }
}

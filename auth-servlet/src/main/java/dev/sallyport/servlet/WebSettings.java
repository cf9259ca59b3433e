package dev.sallyport.servlet;

import dev.sallyport.Sallyport;
import dev.sallyport.servlet.guard.GateSettings;
import dev.sallyport.servlet.wire.EndpointLimits;
import dev.sallyport.servlet.wire.StandardProfile;
import dev.sallyport.servlet.wire.WireProfile;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one servlet context. Immutable.
 *
 * @param profile null for the standard one
 * @param mount of the standard profile's endpoints; null where nobody chose one
 * @param fromParameters whether context parameters made them
 */
record WebSettings(
        Sallyport auth,
        GateSettings gate,
        EndpointLimits endpointLimits,
        @Nullable WireProfile profile,
        @Nullable String mount,
        boolean closeWithContext,
        boolean fromParameters) {

    static WebSettings of(Sallyport auth) {
        return new WebSettings(auth, GateSettings.none(), EndpointLimits.defaults(), null, null, true, false);
    }

    WebSettings withGate(UnaryOperator<GateSettings> change) {
        return new WebSettings(
                auth, change.apply(gate), endpointLimits, profile, mount, closeWithContext, fromParameters);
    }

    WebSettings withEndpointLimits(EndpointLimits limits) {
        return new WebSettings(auth, gate, limits, profile, mount, closeWithContext, fromParameters);
    }

    WebSettings withProfile(@Nullable WireProfile value) {
        return new WebSettings(auth, gate, endpointLimits, value, mount, closeWithContext, fromParameters);
    }

    /** @throws IllegalArgumentException unless it is a path that ends in {@code /*} */
    WebSettings withEndpoints(String pattern) {
        if (!pattern.endsWith("/*") || pattern.length() == 2) {
            throw new IllegalArgumentException("endpoints(\"" + pattern
                    + "\"): write a path of their own that ends in \"/*\", such as \"/auth/*\"");
        }
        String path = pattern.substring(0, pattern.length() - 2);
        return new WebSettings(auth, gate, endpointLimits, profile, path, closeWithContext, fromParameters);
    }

    WebSettings withCloseWithContext(boolean value) {
        return new WebSettings(auth, gate, endpointLimits, profile, mount, value, fromParameters);
    }

    WebSettings asFromParameters() {
        return new WebSettings(auth, gate, endpointLimits, profile, mount, closeWithContext, true);
    }

    /** Tells whether it is said where the endpoints stand. */
    boolean hasMount() {
        return mount != null || profile != null;
    }

    /** @throws IllegalStateException when a profile with paths of its own is to be moved */
    WireProfile effectiveProfile() {
        if (profile != null && mount != null) {
            throw new IllegalStateException(
                    "endpoints(\"" + mount + "/*\") moves the endpoints of the standard profile only, and"
                            + " profile(…) has paths of its own: keep one of the two");
        }
        return profile != null ? profile : StandardProfile.at(mount == null ? StandardProfile.DEFAULT_MOUNT : mount);
    }
}

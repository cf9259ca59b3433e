package dev.sallyport.servlet;

import dev.sallyport.Sallyport;
import dev.sallyport.servlet.describe.Description;
import dev.sallyport.servlet.describe.DescriptionProfile;
import dev.sallyport.servlet.guard.GateSettings;
import dev.sallyport.servlet.wire.WireProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one servlet context. Immutable.
 *
 * @param description of the endpoints, which is published; null for none
 * @param fromParameters whether context parameters made them
 */
record WebSettings(
        Sallyport auth,
        GateSettings gate,
        EndpointSettings endpoints,
        @Nullable Description description,
        boolean closeWithContext,
        boolean fromParameters) {

    static WebSettings of(Sallyport auth) {
        return new WebSettings(auth, GateSettings.none(), EndpointSettings.defaults(), null, true, false);
    }

    WebSettings withGate(UnaryOperator<GateSettings> change) {
        return new WebSettings(auth, change.apply(gate), endpoints, description, closeWithContext, fromParameters);
    }

    WebSettings withEndpoints(UnaryOperator<EndpointSettings> change) {
        return new WebSettings(auth, gate, change.apply(endpoints), description, closeWithContext, fromParameters);
    }

    WebSettings withDescription(@Nullable Description value) {
        return new WebSettings(auth, gate, endpoints, value, closeWithContext, fromParameters);
    }

    WebSettings withCloseWithContext(boolean value) {
        return new WebSettings(auth, gate, endpoints, description, value, fromParameters);
    }

    WebSettings asFromParameters() {
        return new WebSettings(auth, gate, endpoints, description, closeWithContext, true);
    }

    /**
     * The application's own profile first, then what stands beside it.
     *
     * @throws IllegalStateException when settings contradict each other
     */
    List<WireProfile> profiles() {
        List<WireProfile> profiles = new ArrayList<>(endpoints.profiles(auth));
        if (description != null) {
            profiles.addAll(DescriptionProfile.of(description));
        }
        return profiles;
    }
}

package dev.sallyport.servlet;

import dev.sallyport.Sallyport;
import dev.sallyport.servlet.guard.GateSettings;
import java.util.function.UnaryOperator;

/**
 * The settings of one servlet context. Immutable.
 *
 * @param fromParameters whether context parameters made them
 */
record WebSettings(
        Sallyport auth,
        GateSettings gate,
        EndpointSettings endpoints,
        boolean closeWithContext,
        boolean fromParameters) {

    static WebSettings of(Sallyport auth) {
        return new WebSettings(auth, GateSettings.none(), EndpointSettings.defaults(), true, false);
    }

    WebSettings withGate(UnaryOperator<GateSettings> change) {
        return new WebSettings(auth, change.apply(gate), endpoints, closeWithContext, fromParameters);
    }

    WebSettings withEndpoints(UnaryOperator<EndpointSettings> change) {
        return new WebSettings(auth, gate, change.apply(endpoints), closeWithContext, fromParameters);
    }

    WebSettings withCloseWithContext(boolean value) {
        return new WebSettings(auth, gate, endpoints, value, fromParameters);
    }

    WebSettings asFromParameters() {
        return new WebSettings(auth, gate, endpoints, closeWithContext, true);
    }
}

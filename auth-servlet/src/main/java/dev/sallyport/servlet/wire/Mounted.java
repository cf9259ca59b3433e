package dev.sallyport.servlet.wire;

import java.util.List;

/**
 * A profile and its endpoints in one application. Immutable.
 *
 * @param routes with their limits
 */
public record Mounted(WireProfile profile, List<Route> routes) {
    public Mounted {
        routes = List.copyOf(routes);
    }
}

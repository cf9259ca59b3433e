package dev.sallyport.servlet.guard.decide;

import dev.sallyport.servlet.wire.Mounted;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.servlet.wire.WireProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Where the endpoints of the profiles stand: servlet mappings for the container, and a quick answer for the many requests that are
 * none of theirs. Immutable.
 *
 * @param mappings servlet mappings that lead every endpoint's requests to a servlet
 */
public record EndpointPaths(List<String> mappings, List<String> beginnings) {
    public EndpointPaths {
        mappings = List.copyOf(mappings);
        beginnings = List.copyOf(beginnings);
    }

    public static EndpointPaths of(List<Mounted> profiles) {
        List<String> mappings = new ArrayList<>();
        List<String> beginnings = new ArrayList<>();
        for (Mounted each : profiles) {
            EndpointPaths paths = of(each.profile(), each.routes());
            mappings.addAll(paths.mappings());
            beginnings.addAll(paths.beginnings());
        }
        return new EndpointPaths(mappings, beginnings);
    }

    static EndpointPaths of(WireProfile profile, List<Route> routes) {
        if (profile.mount().isPresent()) {
            String mount = profile.mount().get();
            return new EndpointPaths(List.of(mount + "/*"), List.of(mount));
        }
        TreeSet<String> mappings = new TreeSet<>();
        TreeSet<String> beginnings = new TreeSet<>();
        for (Route route : routes) {
            int variable = route.path().indexOf("/{");
            if (variable < 0) {
                mappings.add(route.path());
                mappings.add(route.path() + "/");
                beginnings.add(route.path());
            } else {
                mappings.add(route.path().substring(0, variable) + "/*");
                beginnings.add(route.path().substring(0, variable));
            }
        }
        return new EndpointPaths(new ArrayList<>(mappings), withoutLonger(beginnings));
    }

    /** Whether an endpoint may answer the path; false is certain. */
    boolean mayHave(String path) {
        for (int i = 0; i < beginnings.size(); i++) {
            if (path.startsWith(beginnings.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static List<String> withoutLonger(TreeSet<String> sorted) {
        List<String> kept = new ArrayList<>();
        for (String each : sorted) {
            if (kept.isEmpty() || !each.startsWith(kept.get(kept.size() - 1))) {
                kept.add(each);
            }
        }
        return kept;
    }
}

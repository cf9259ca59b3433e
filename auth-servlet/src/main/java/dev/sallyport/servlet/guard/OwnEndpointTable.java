package dev.sallyport.servlet.guard;

import dev.sallyport.servlet.guard.path.PathSettings;
import dev.sallyport.servlet.guard.path.UrlPattern;
import dev.sallyport.servlet.wire.EndpointTable.Row;
import dev.sallyport.servlet.wire.Route;
import java.util.ArrayList;
import java.util.List;

/** What the table of endpoints has beside the application's servlets: our own endpoints, and what holds for all the rest. */
final class OwnEndpointTable {
    private final PathSettings settings;

    OwnEndpointTable(PathSettings settings) {
        this.settings = settings;
    }

    List<Row> rows(List<Route> routes, List<UrlPattern> served) {
        List<Row> rows = new ArrayList<>();
        for (Route route : routes) {
            boolean reached = served.stream().anyMatch(pattern -> pattern.matches(route.path()))
                    || settings.guarded().stream().anyMatch(pattern -> pattern.matches(route.path()));
            rows.add(
                    reached
                            ? Row.of(route.path(), route.method(), route.access())
                            : Row.described(
                                    route.path(),
                                    route.method(),
                                    "not reachable: no mapping of filter or servlet leads here"));
        }
        settings.open()
                .forEach(pattern -> rows.add(
                        Row.described(pattern.text(), "*", "open by its path, where no annotation says otherwise")));
        settings.guarded()
                .forEach(pattern ->
                        rows.add(Row.described(pattern.text(), "*", "any credential, for all that is not said here")));
        return rows;
    }
}

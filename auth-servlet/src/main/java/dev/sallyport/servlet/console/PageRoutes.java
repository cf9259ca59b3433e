package dev.sallyport.servlet.console;

import dev.sallyport.access.AccessRule;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.servlet.wire.Call;
import dev.sallyport.servlet.wire.RefusalContext;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import java.util.List;

/** The document of the page and its files, open to everybody: they hold nothing of a person. */
final class PageRoutes {
    private final Console settings;
    private final ConsolePage page;

    PageRoutes(Console settings, ConsolePage page) {
        this.settings = settings;
        this.page = page;
    }

    List<Route> routes() {
        return List.of(route("", this::document), route("/assets/{version}/{name}", this::file));
    }

    private Route route(String path, Route.Handler handler) {
        return new Route(
                "GET", settings.mount() + path, RefusalContext.ENDPOINT, Route.Body.NONE, AccessRule.open(), handler);
    }

    /** The files have addresses relative to the document's, which ends in a slash for that. */
    private Outcome<Reply> document(Call call) {
        String path = call.rawPath();
        return Outcome.done(
                path.endsWith("/")
                        ? page.document(settings, call)
                        : Reply.empty(308)
                                .withHeader("Location", "./" + path.substring(path.lastIndexOf('/') + 1) + "/"));
    }

    private Outcome<Reply> file(Call call) {
        return page.file(call.path("version"), call.path("name"))
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(Refusal.notFound()));
    }
}

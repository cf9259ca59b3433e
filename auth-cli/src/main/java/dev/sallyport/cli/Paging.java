package dev.sallyport.cli;

import dev.sallyport.page.PageCursor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of a list that goes on page by page. For one thread. */
final class Paging {
    @Option(names = "--query", description = "How a name or an id begins")
    @Nullable
    String text;

    @Option(names = "--tenant")
    @Nullable
    String tenant;

    @Option(names = "--after", description = "Where the page before ended")
    @Nullable
    String after;

    @Option(names = "--limit", defaultValue = "50", description = "1 to 200. Default: ${DEFAULT-VALUE}")
    int limit;

    @Nullable
    PageCursor cursor() {
        return after == null ? null : PageCursor.of(after);
    }

    /** The text to be given to {@code --after}; null at the end of the list. */
    static @Nullable String next(@Nullable PageCursor next) {
        return next == null ? null : next.text();
    }
}

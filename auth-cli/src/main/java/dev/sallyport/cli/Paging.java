package dev.sallyport.cli;

import dev.sallyport.page.PageCursor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of a list in pages. For one thread. */
final class Paging {
    @Option(names = "--query", description = "Beginning of a name or an id")
    @Nullable
    String text;

    @Option(names = "--tenant")
    @Nullable
    String tenant;

    @Option(names = "--after", description = "Cursor from the previous page")
    @Nullable
    String after;

    @Option(names = "--limit", defaultValue = "50", description = "Page size, 1 to 200. Default: ${DEFAULT-VALUE}")
    int limit;

    @Nullable
    PageCursor cursor() {
        return cursor(after);
    }

    /** @param after null for the first page */
    static @Nullable PageCursor cursor(@Nullable String after) {
        return after == null ? null : PageCursor.of(after);
    }

    /** The value for {@code --after}; null at the end of the list. */
    static @Nullable String next(@Nullable PageCursor next) {
        return next == null ? null : next.text();
    }
}

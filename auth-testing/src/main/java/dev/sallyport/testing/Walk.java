package dev.sallyport.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.page.Page;
import dev.sallyport.page.PageCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Goes through all pages of a list. */
final class Walk {
    private Walk() {}

    /** Collects the names of all items, in the order of the list. */
    static <T> List<String> names(Function<@Nullable PageCursor, Page<T>> pages, Function<T, String> name) {
        return names(pages, name, () -> {});
    }

    /** @param between runs after each page */
    static <T> List<String> names(
            Function<@Nullable PageCursor, Page<T>> pages, Function<T, String> name, Runnable between) {
        List<String> names = new ArrayList<>();
        Page<T> page = pages.apply(null);
        page.items().forEach(item -> names.add(name.apply(item)));
        for (PageCursor next = page.next(); next != null; next = page.next()) {
            assertThat(names).as("a list has an end").hasSizeLessThan(100_000);
            between.run();
            // As a caller sends it back.
            page = pages.apply(PageCursor.of(next.text()));
            page.items().forEach(item -> names.add(name.apply(item)));
        }
        return names;
    }
}

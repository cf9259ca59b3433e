package dev.sallyport.page;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of the results of a query. Immutable. A page can have fewer items than its limit, or none, although more follow: a store
 * reads a bounded number of rows for each page. Only {@code next} tells whether there is more.
 *
 * @param next cursor of the next page; null at the end of the list
 */
public record Page<T>(List<T> items, @Nullable PageCursor next) {
    /** Maximum number of items in a page. */
    public static final int MAX_LIMIT = 200;

    /** Default limit of a page. */
    public static final int USUAL_LIMIT = 50;

    public Page {
        items = List.copyOf(items);
    }

    /** The only page of an empty list. */
    public static <T> Page<T> empty() {
        return new Page<>(List.of(), null);
    }

    /** The same page, with the function applied to each item. */
    public <R> Page<R> map(Function<? super T, ? extends R> each) {
        return new Page<>(items.stream().<R>map(each).toList(), next);
    }

    /** @throws IllegalArgumentException unless the limit is 1 to {@value #MAX_LIMIT} */
    public static void requireLimit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("The limit of a page is 1 to " + MAX_LIMIT + ", not " + limit);
        }
    }
}

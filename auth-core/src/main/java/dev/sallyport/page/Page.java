package dev.sallyport.page;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Some of what a query finds. Immutable. A page can have fewer items than its limit, or none, although more come: a store reads a
 * bounded number of rows for each. Only {@code next} tells whether there is more.
 *
 * @param next where the list goes on; null at its end
 */
public record Page<T>(List<T> items, @Nullable PageCursor next) {
    /** The most items that a page has. */
    public static final int MAX_LIMIT = 200;

    /** The most items that a page has by default. */
    public static final int USUAL_LIMIT = 50;

    public Page {
        items = List.copyOf(items);
    }

    /** A list without anything in it. */
    public static <T> Page<T> empty() {
        return new Page<>(List.of(), null);
    }

    /** The same page of what the function makes of each item. */
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

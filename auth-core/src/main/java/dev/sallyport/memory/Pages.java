package dev.sallyport.memory;

import dev.sallyport.page.Page;
import dev.sallyport.page.PageCursor;
import dev.sallyport.page.Place;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pages of rows in memory, few enough to scan. */
final class Pages {
    private Pages() {}

    private record Placed<T>(T item, Place place) {}

    /**
     * @param list names the query whose list it is
     * @param places the place of an item in the list; empty when it is not listed
     */
    static <T> Page<T> of(
            Stream<T> items,
            Function<T, Optional<Place>> places,
            Comparator<Place> order,
            String list,
            @Nullable PageCursor after,
            int limit) {
        Place start = PageCursor.start(after, list);
        List<Placed<T>> found = items.flatMap(
                        item -> places.apply(item).map(place -> new Placed<>(item, place)).stream())
                .filter(placed -> start == null || order.compare(placed.place(), start) > 0)
                .sorted(Comparator.comparing(Placed::place, order))
                .limit(limit + 1L)
                .toList();
        List<Placed<T>> page = found.subList(0, Math.min(limit, found.size()));
        return new Page<>(
                page.stream().map(Placed::item).toList(),
                found.size() > limit ? PageCursor.at(page.get(limit - 1).place(), list) : null);
    }
}

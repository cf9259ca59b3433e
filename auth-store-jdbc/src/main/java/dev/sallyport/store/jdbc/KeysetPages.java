package dev.sallyport.store.jdbc;

import dev.sallyport.page.Page;
import dev.sallyport.page.PageCursor;
import dev.sallyport.page.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages along indexes, one lane after the other. Conditions without an index are checked on the rows that were read, by the same
 * rule as in memory; a page reads a bounded number of rows, and may therefore end early.
 *
 * <p>See decision 0142.
 *
 * @param list names the query whose list it is
 * @param after null for the beginning
 */
record KeysetPages(String list, @Nullable PageCursor after, int limit) {
    /** Approximate maximum number of rows read for a page. */
    static final int MOST_ROWS = 2_000;

    /** Rows of one statement: so few that every planner looks them up in another table rather than scanning it. */
    private static final int CHUNK = 100;

    /** Reads the item of a row. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private record Row<T>(T item, Place place) {}

    /** @param places the place of an item in the list; empty when it does not match */
    <T> Page<T> read(
            JdbcTransactions transactions, List<Lane> lanes, Reader<T> reader, Function<T, Optional<Place>> places) {
        Place start = PageCursor.start(after, list);
        boolean canBeThere =
                lanes.stream().flatMap(lane -> lane.texts().stream()).allMatch(transactions::canHold);
        return canBeThere
                ? transactions.read(handle -> new Walk<>(handle, reader, places).along(lanes, start))
                : Page.empty();
    }

    private final class Walk<T> {
        private final Handle handle;
        private final Reader<T> reader;
        private final Function<T, Optional<Place>> places;
        private final List<T> items = new ArrayList<>();
        private @Nullable Place lastItem;
        private int read;

        Walk(Handle handle, Reader<T> reader, Function<T, Optional<Place>> places) {
            this.handle = handle;
            this.reader = reader;
            this.places = places;
        }

        Page<T> along(List<Lane> lanes, @Nullable Place start) {
            for (Lane lane : lanes) {
                if (start == null || lane.number() >= start.lane()) {
                    Place begin = start != null && lane.number() == start.lane() ? start : null;
                    Place end = along(lane, begin);
                    if (end != null) {
                        return new Page<>(items, PageCursor.at(end, list));
                    }
                }
            }
            return new Page<>(items, null);
        }

        /** Reads the lane from a place; returns where the page ends, null when the lane ends first. */
        private @Nullable Place along(Lane lane, @Nullable Place begin) {
            Place at = begin;
            while (read < MOST_ROWS) {
                // One statement is enough when every row that is read matches.
                int max = read == 0 ? limit + 1 : CHUNK;
                List<Row<T>> rows = rows(lane, at, max);
                for (Row<T> row : rows) {
                    boolean asked =
                            places.apply(row.item()).filter(row.place()::equals).isPresent();
                    if (asked && items.size() == limit) {
                        return lastItem;
                    }
                    if (asked) {
                        items.add(row.item());
                        lastItem = row.place();
                    }
                    at = row.place();
                }
                read += rows.size();
                if (rows.size() < max) {
                    return null;
                }
            }
            return at;
        }

        private List<Row<T>> rows(Lane lane, @Nullable Place at, int max) {
            return lane.query(handle, at, max)
                    .map((row, context) -> new Row<>(reader.read(row), place(lane, row)))
                    .list();
        }

        private static Place place(Lane lane, ResultSet row) throws SQLException {
            String id = row.getString(Lane.ID);
            if (!lane.isOrdered()) {
                return Place.ofId(lane.number(), id);
            }
            return lane.isText()
                    ? Place.ofText(lane.number(), row.getString(Lane.VALUE), id)
                    : Place.ofNumber(lane.number(), row.getLong(Lane.VALUE), id);
        }
    }
}

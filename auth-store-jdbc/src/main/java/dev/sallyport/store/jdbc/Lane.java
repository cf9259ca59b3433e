package dev.sallyport.store.jdbc;

import dev.sallyport.page.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * One way through a table, along an index that begins with the columns of the conditions and ends in the column that the lane goes by
 * and the id. For one thread.
 */
final class Lane {
    /** The labels of the place in a row. */
    static final String VALUE = "place_value";

    static final String ID = "place_id";

    private final Dialect dialect;
    private final int number;
    private final String select;
    private final String from;
    private final String id;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();
    private @Nullable String column;
    private String joined = "";
    private String hint = "";
    private boolean text;
    private boolean unique;
    private boolean backwards;

    /**
     * @param number as places name it
     * @param select the columns of an item
     * @param id the column that tells rows apart which are equal otherwise
     */
    Lane(Dialect dialect, int number, String select, String from, String id) {
        this.dialect = dialect;
        this.number = number;
        this.select = select;
        this.from = from;
        this.id = id;
    }

    /** The index to take, where the database would otherwise believe that a table is read and sorted as quickly. */
    Lane along(String index) {
        hint = dialect.along(index);
        return this;
    }

    /** Table with the columns of an item, one row for each id. They are looked up for the rows of a page alone. */
    Lane joining(String table, String tableId) {
        joined = " JOIN " + table + " ON " + tableId + " = place." + ID;
        return this;
    }

    /** Only rows with that value; all of them when it is null. */
    Lane where(String equalColumn, String name, @Nullable Object value) {
        return value == null ? this : where(equalColumn + " = :" + name, Map.of(name, value));
    }

    Lane where(String condition, Map<String, ?> bound) {
        conditions.add(condition);
        values.putAll(bound);
        return this;
    }

    /** In the order of a text that begins so. */
    Lane byText(String textColumn, String prefix) {
        column = textColumn;
        text = true;
        return beginning(textColumn, prefix);
    }

    /** No two rows have the same text, so the id is no part of the order, nor need it be of the index. */
    Lane unique() {
        unique = true;
        return this;
    }

    /** Only rows with a text that begins so; every character stands for itself. */
    Lane beginning(String textColumn, String prefix) {
        return where(
                textColumn + " >= :prefix AND " + textColumn + " < :prefixEnd",
                Map.of("prefix", prefix, "prefixEnd", prefix + dialect.lastCharacter()));
    }

    /** In the order of a number. */
    Lane byNumber(String numberColumn, boolean greatestFirst) {
        column = numberColumn;
        backwards = greatestFirst;
        return this;
    }

    int number() {
        return number;
    }

    boolean isText() {
        return text;
    }

    boolean isOrdered() {
        return column != null;
    }

    /** Values that the database must be able to hold. */
    List<String> texts() {
        return values.values().stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    /** @param after null for the beginning */
    Query query(Handle handle, @Nullable Place after, int max) {
        List<String> all = new ArrayList<>(conditions);
        if (after != null) {
            all.add(goingOn());
        }
        String place = (column == null ? "" : column + " AS " + VALUE + ", ") + id + " AS " + ID;
        String rows = " FROM " + from + hint
                + (all.isEmpty() ? "" : " WHERE " + String.join(" AND ", all))
                + order(column, id) + " LIMIT :max";
        String sql = joined.isEmpty()
                ? "SELECT " + select + ", " + place + rows
                : "SELECT " + select + ", place.* FROM (SELECT " + place + rows + ") AS place" + joined
                        + order(column == null ? null : "place." + VALUE, "place." + ID);
        Query query = handle.createQuery(sql).bind("max", max);
        values.forEach(query::bind);
        if (after != null) {
            if (!unique) {
                query.bind("afterId", after.id());
            }
            if (column != null) {
                query.bind("afterValue", text ? after.text() : (Object) after.number());
            }
        }
        return query;
    }

    private String order(@Nullable String by, String lastBy) {
        String direction = backwards ? " DESC" : "";
        String first = by == null ? "" : by + direction;
        String last = by != null && unique ? "" : lastBy + direction;
        return " ORDER BY " + first + (first.isEmpty() || last.isEmpty() ? "" : ", ") + last;
    }

    /** The first half lets every database begin in the index where the page before ended. */
    private String goingOn() {
        String beyond = backwards ? " < " : " > ";
        if (unique) {
            return column + beyond + ":afterValue";
        }
        String last = id + beyond + ":afterId";
        return column == null
                ? last
                : column + beyond.stripTrailing() + "= :afterValue AND (" + column + beyond + ":afterValue OR " + last
                        + ")";
    }
}

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
 * One ordered way through a table, along an index that begins with the columns of the conditions and ends with the column of the order
 * and the id. For one thread.
 */
final class Lane {
    /** Labels of the place in a row. */
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
     * @param number of the lane in places
     * @param select the columns of an item
     * @param id the column that tells apart rows that are otherwise equal
     */
    Lane(Dialect dialect, int number, String select, String from, String id) {
        this.dialect = dialect;
        this.number = number;
        this.select = select;
        this.from = from;
        this.id = id;
    }

    /** Names the index to use, where the database would otherwise read and sort the table. */
    Lane along(String index) {
        hint = dialect.along(index);
        return this;
    }

    /** Joins the table with the columns of an item, which has one row for each id; only the rows of a page are looked up. */
    Lane joining(String table, String tableId) {
        joined = " JOIN " + table + " ON " + tableId + " = place." + ID;
        return this;
    }

    /** Keeps only rows with that value; all of them when it is null. */
    Lane where(String equalColumn, String name, @Nullable Object value) {
        return value == null ? this : where(equalColumn + " = :" + name, Map.of(name, value));
    }

    Lane where(String condition, Map<String, ?> bound) {
        conditions.add(condition);
        values.putAll(bound);
        return this;
    }

    /** Orders by a text with that prefix. */
    Lane byText(String textColumn, String prefix) {
        column = textColumn;
        text = true;
        return beginning(textColumn, prefix);
    }

    /** Declares that no two rows have the same text, so that neither the order nor the index needs the id. */
    Lane unique() {
        unique = true;
        return this;
    }

    /** Keeps only rows with a text with that prefix; every character stands for itself. */
    Lane beginning(String textColumn, String prefix) {
        return where(
                textColumn + " >= :prefix AND " + textColumn + " < :prefixEnd",
                Map.of("prefix", prefix, "prefixEnd", prefix + dialect.lastCharacter()));
    }

    /** Orders by a number. */
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

    /** Texts in the conditions, which the database must be able to store. */
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

    /** Condition for rows after the previous page; its first half lets every database start at that place in the index. */
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

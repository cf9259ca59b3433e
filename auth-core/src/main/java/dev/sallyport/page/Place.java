package dev.sallyport.page;

import java.util.Comparator;

/**
 * The place of an item in a list: first by its lane, which is the way the query found it, then by number, text and id. Immutable. For
 * stores; others see it as {@link PageCursor}.
 *
 * @param lane 0 to 9; lanes are read one after the other, each to its end
 * @param number such as a time in microseconds; 0 where the lane has no such order
 * @param text such as a name in lower case; empty where the lane has no such order
 * @param id tells apart items that are otherwise equal
 */
public record Place(int lane, long number, String text, String id) {
    /** The order of lists; the stores of a database compare texts in an order of their own. */
    public static final Comparator<Place> ORDER = Comparator.comparingInt(Place::lane)
            .thenComparingLong(Place::number)
            .thenComparing(Place::text)
            .thenComparing(Place::id);

    /** The place in a lane that is ordered by id. */
    public static Place ofId(int lane, String id) {
        return new Place(lane, 0, "", id);
    }

    /** The place in a lane that is ordered by a text. */
    public static Place ofText(int lane, String text, String id) {
        return new Place(lane, 0, text, id);
    }

    /** The place in a lane that is ordered by a number. */
    public static Place ofNumber(int lane, long number, String id) {
        return new Place(lane, number, "", id);
    }
}

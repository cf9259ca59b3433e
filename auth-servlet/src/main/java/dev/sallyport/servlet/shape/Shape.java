package dev.sallyport.servlet.shape;

import java.util.List;
import java.util.Map;

/** Makes shapes. Without state. */
public final class Shape {
    private Shape() {}

    /** A text of an answer, of whatever length. */
    public static Scalar text() {
        return Scalar.of("string");
    }

    /** A text of this many characters. */
    public static Scalar text(int min, int max) {
        Scalar text = text().with("maxLength", (long) max);
        return min == 0 ? text : text.with("minLength", (long) min);
    }

    /** A text that no answer repeats and no log has. */
    public static Scalar secret(int max) {
        return text(1, max).with("format", "password").with("writeOnly", true);
    }

    /** One of a few words. */
    public static Scalar oneOf(String... words) {
        return text().with("enum", List.of(words));
    }

    /** An instant, as RFC 3339 writes it. */
    public static Scalar instant() {
        return text().with("format", "date-time");
    }

    public static Scalar url() {
        return text().with("format", "uri").like("https://app.example.com/account");
    }

    public static Scalar integer() {
        return Scalar.of("integer");
    }

    public static Scalar integer(long min, long max) {
        return integer().with("minimum", min).with("maximum", max);
    }

    public static Scalar flag() {
        return Scalar.of("boolean");
    }

    /** An id as {@link dev.sallyport.json.JsonWriter#id} writes it: a whole number or a text. */
    public static Scalar id() {
        return Scalar.of(Scalar.ID);
    }

    /** Any value. */
    public static Scalar any() {
        return Scalar.of(Scalar.ANY);
    }

    public static Listing list(JsonShape items) {
        return new Listing(items, null, false);
    }

    public static Listing list(JsonShape items, int max) {
        return new Listing(items, max, false);
    }

    /** Scope names. */
    public static Listing scopes() {
        return list(text().like("reports:read"));
    }

    /** An object without members; add them. */
    public static Members object() {
        return new Members(Map.of(), null, false);
    }

    /** An object whose members have any name and this shape. */
    public static Members map(JsonShape values) {
        return new Members(Map.of(), values, false);
    }

    /** The answer of a list endpoint: {@code {"items":[…]}}. */
    public static Members items(JsonShape each) {
        return object().required("items", list(each));
    }

    /** The answer of a paged endpoint: items, and the cursor of the next page. */
    public static Members page(JsonShape each) {
        return items(each)
                .required("next", text().orNull().describedAs("Cursor of the next page; null on the last page."));
    }
}

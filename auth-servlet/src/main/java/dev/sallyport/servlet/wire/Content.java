package dev.sallyport.servlet.wire;

import dev.sallyport.servlet.json.JsonBody;
import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What was read from the body of a request. Immutable.
 *
 * @param json null when the route reads no JSON, or parameters
 * @param parameters null when the route reads none
 */
record Content(@Nullable JsonBody json, @Nullable Parameters parameters) {
    static final Content NONE = new Content(null, null);

    static Content of(JsonBody json) {
        return new Content(json, null);
    }

    static Content of(Parameters parameters) {
        return new Content(null, parameters);
    }

    /** Has each member that is read be compared with what the route declares. @return true, to stand in an assertion */
    boolean comparesWith(RouteDoc doc) {
        if (json != null && doc.isPresent()) {
            Members reads = doc.reads();
            json.declaredAs(reads == null ? Shape.object() : reads);
        }
        return true;
    }
}
